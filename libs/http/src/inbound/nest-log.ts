import type { LoggerService } from '@nestjs/common';
import { logger } from '@penstock/observability';

/** Nest's own messages as lines of the process's log. Nest passes the context, such as `RouterExplorer`, as the last parameter. */
export class NestLog implements LoggerService {
  readonly #log = logger('nest');

  log(message: unknown, ...rest: unknown[]): void {
    // Start-up chatter (every mapped route, every module) is for those who look for it.
    this.#log.debug(fieldsOf(rest), textOf(message));
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.#log.warn(fieldsOf(rest), textOf(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.#log.error(message instanceof Error ? { ...fieldsOf(rest), err: message } : fieldsOf(rest), textOf(message));
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.#log.fatal(message instanceof Error ? { ...fieldsOf(rest), err: message } : fieldsOf(rest), textOf(message));
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.#log.debug(fieldsOf(rest), textOf(message));
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.#log.trace(fieldsOf(rest), textOf(message));
  }
}

function fieldsOf(rest: unknown[]): Record<string, unknown> {
  const part = rest.at(-1);
  const stack = rest.length > 1 ? rest[0] : undefined;
  return { ...(typeof part === 'string' && { part }), ...(typeof stack === 'string' && { stack }) };
}

const textOf = (message: unknown): string =>
  typeof message === 'string' ? message : message instanceof Error ? message.message : JSON.stringify(message);
