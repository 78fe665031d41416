import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'lossless-json';
import type { Database } from './database.js';
import type { Fault, Faults } from './faults.js';
import type { RpcCall } from './http/json-rpc.js';
import { callOf, errorReply, successReply } from './http/json-rpc.js';
import type { Reply } from './http/pages.js';
import { tooManyRequests } from './http/pages.js';
import { lockNotAvailable, OdooError, serializationFailure } from './orm/errors.js';
import type { LoggedRequest, RequestLog } from './request-log.js';
import type { Services } from './services.js';

/** Answers longer than this many characters are not kept in the log. */
const LOGGED_RESULT = 2_000;

/** The way of one JSON-RPC request: the fault that may strike it, the call, the log, the answer. */
export class Calls {
  constructor(
    private readonly database: Database,
    private readonly services: Services,
    private readonly faults: Faults,
    private readonly log: RequestLog,
    /** Ends waiting calls, uncommitted, when the server stops. */
    private readonly stopping: AbortSignal,
  ) {}

  async answer({ id, params }: { id?: unknown; params?: unknown }): Promise<Reply> {
    const begunAt = this.database.begin();
    const started = performance.now();
    let rpc: RpcCall;
    try {
      rpc = callOf(params);
    } catch (error) {
      return errorReply(id, asOdooError(error));
    }
    const call = describe(rpc);
    const fault = this.faults.strike(call.model ?? rpc.service, call.method);
    const note = (outcome: string, committed: boolean, result?: unknown): void =>
      this.log.add({
        time: new Date().toISOString(),
        ...call,
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
    await this.pause(fault);
    try {
      const result = refusal(fault, rpc) ?? this.services.run(rpc, begunAt);
      note('ok', !isRefused(fault), result);
      if (fault?.mode !== 'commit-then-hang') return successReply(id, result);
      return { kind: 'cut', ...(fault.ms === undefined ? {} : { afterMs: fault.ms }) };
    } catch (error) {
      const odooError = asOdooError(error);
      note(odooError.name, false);
      return errorReply(id, odooError);
    }
  }

  private async pause(fault: Fault | undefined): Promise<void> {
    const ms = fault?.mode === 'slow' ? (fault.ms ?? 1_000) : isRefused(fault) ? (fault?.ms ?? 0) : 0;
    if (ms > 0) await delay(ms, undefined, { signal: this.stopping });
  }
}

const isRefused = (fault: Fault | undefined): boolean => fault?.mode === 'concurrency' || fault?.mode === 'locked';

/** Loses a race on purpose: `load` tells it in its messages, everything else raises. */
function refusal(fault: Fault | undefined, rpc: RpcCall): unknown {
  if (fault?.mode === 'locked') throw lockNotAvailable();
  if (fault?.mode !== 'concurrency') return undefined;
  const error = serializationFailure();
  if (rpc.args[4] !== 'load') throw error;
  const message = { rows: { from: 0, to: 0 }, record: 0, type: 'error', message: error.message };
  return { ids: false, messages: [message], nextrow: 0 };
}

/** The call as the log shows it: without database, user id and password. */
function describe({ service, method, args }: RpcCall): Pick<LoggedRequest, 'service' | 'method' | 'model'> {
  if (service !== 'object') return { service, method };
  const [, , , model, called, positional, kwargs] = args;
  return { service, model: String(model), method: String(called), ...{ args: positional, kwargs } };
}

function keptResult(result: unknown): { result?: unknown } {
  const json = result === undefined ? undefined : stringify(result);
  return json === undefined || json.length > LOGGED_RESULT ? {} : { result: JSON.parse(json) as unknown };
}

const asOdooError = (error: unknown): OdooError =>
  error instanceof OdooError ? error : new OdooError('builtins.RuntimeError', String(error));
