import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** One call as it came in and what became of it. Credentials are never part of it. */
export interface LoggedRequest {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly service: string;
  readonly method: string;
  /** Only for calls of models. */
  readonly model?: string;
  readonly args?: unknown;
  readonly kwargs?: unknown;
  /** `ok`, the error's name (`odoo.exceptions.UserError`), or the fault that hid the answer (`down`, `429`). */
  readonly outcome: string;
  /** Whether the call ran and was committed, seen or not by the client. */
  readonly committed: boolean;
  /** The answer of a call that ran, as far as it is short. */
  readonly result?: unknown;
  readonly durationMs: number;
  readonly fault?: string;
}

export interface RequestFilter {
  readonly model?: string | undefined;
  readonly method?: string | undefined;
}

/** The calls ever made, one JSON line each; it outlives restarts, as the records do. */
export class RequestLog {
  private readonly file: number;

  constructor(private readonly path: string) {
    this.file = openSync(path, 'a');
    const text = readFileSync(path, 'utf8');
    if (text !== '' && !text.endsWith('\n')) writeSync(this.file, '\n');
  }

  add(request: LoggedRequest): void {
    writeSync(this.file, `${JSON.stringify(request)}\n`);
  }

  /** Oldest first; a line torn by a kill is passed over: its call was never answered. */
  read({ model, method }: RequestFilter = {}): LoggedRequest[] {
    return readFileSync(this.path, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as LoggedRequest)
      .filter((request) => (model ?? request.model) === request.model && (method ?? request.method) === request.method);
  }

  close(): void {
    closeSync(this.file);
  }
}
