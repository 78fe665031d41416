import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '@penstock/domain';
import { stringify } from 'lossless-json';
import type { Database } from './database.js';
import type { Fault, Faults } from './faults.js';
import type { Reply } from './http/pages.js';
import { tooManyRequests } from './http/pages.js';
import { lockNotAvailable, OdooError, serializationFailure } from './orm/errors.js';
import type { LoggedRequest, RequestLog } from './request-log.js';

/** Answers longer than this many characters are not kept in the log. */
const LOGGED_RESULT = 2_000;

/** One remote call, as the protocol it came by understood it and will answer it. */
export interface IncomingCall {
  /** The call as the log shows it: without database, user id and password. */
  readonly logged: Pick<LoggedRequest, 'service' | 'method' | 'model' | 'args' | 'kwargs'>;
  /** @throws OdooError */
  run(begunAt: Instant): unknown;
  succeed(result: unknown): Reply;
  fail(error: OdooError): Reply;
}

/** The way of one call: the fault that may strike it, the call itself, the log, the answer. */
export class Calls {
  constructor(
    private readonly database: Database,
    private readonly faults: Faults,
    private readonly log: RequestLog,
    /** Ends waiting calls, uncommitted, when the server stops. */
    private readonly stopping: AbortSignal,
  ) {}

  async answer(call: IncomingCall): Promise<Reply> {
    const begunAt = this.database.begin();
    const started = performance.now();
    const { service, model, method } = call.logged;
    const fault = this.faults.strike(model ?? service, method, call.logged.args);
    const note = (outcome: string, committed: boolean, result?: unknown): void =>
      this.log.add({
        time: new Date().toISOString(),
        ...call.logged,
        outcome,
        committed,
        ...keptResult(result),
        durationMs: Math.round(performance.now() - started),
        ...(fault ? { fault: fault.mode } : {}),
      });

    if (fault?.mode === 'down') {
      note('down', false);
      return { kind: 'cut', afterMs: 0 };
    }
    if (fault?.mode === '429') {
      note('429', false);
      return tooManyRequests();
    }
    if (fault?.mode === 'killed') {
      note('killed', false);
      process.kill(process.pid, 'SIGKILL');
    }
    if (fault?.mode === 'frozen') process.kill(process.pid, 'SIGSTOP');
    await this.pause(fault);
    try {
      const result = refusal(fault, method) ?? call.run(begunAt);
      note('ok', !isRefused(fault), result);
      if (fault?.mode === 'commit-then-killed') process.kill(process.pid, 'SIGKILL');
      if (fault?.mode !== 'commit-then-hang') return call.succeed(result);
      return { kind: 'cut', ...(fault.ms === undefined ? {} : { afterMs: fault.ms }) };
    } catch (error) {
      const odooError = asOdooError(error);
      note(odooError.name, false);
      return call.fail(odooError);
    }
  }

  private async pause(fault: Fault | undefined): Promise<void> {
    const ms = fault?.mode === 'slow' ? (fault.ms ?? 1_000) : isRefused(fault) ? (fault?.ms ?? 0) : 0;
    if (ms > 0) await delay(ms, undefined, { signal: this.stopping });
  }
}

const isRefused = (fault: Fault | undefined): boolean => fault?.mode === 'concurrency' || fault?.mode === 'locked';

/** Loses a race on purpose: `load` tells it in its messages, everything else raises. */
function refusal(fault: Fault | undefined, method: string): unknown {
  if (fault?.mode === 'locked') throw lockNotAvailable();
  if (fault?.mode !== 'concurrency') return undefined;
  const error = serializationFailure();
  if (method !== 'load') throw error;
  const message = { rows: { from: 0, to: 0 }, record: 0, type: 'error', message: error.message };
  return { ids: false, messages: [message], nextrow: 0 };
}

function keptResult(result: unknown): { result?: unknown } {
  const json = result === undefined ? undefined : stringify(result);
  return json === undefined || json.length > LOGGED_RESULT ? {} : { result: JSON.parse(json) as unknown };
}

const asOdooError = (error: unknown): OdooError =>
  error instanceof OdooError ? error : new OdooError('builtins.RuntimeError', String(error));
