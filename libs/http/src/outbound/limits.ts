import { BrokenCircuitError, bulkhead, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import type { HttpClientOptions, HttpResponse } from './client-options.js';
import { HeldBack } from './held-back.js';
import { pace } from './pace.js';
import { AddressDenied } from './public-address.js';
import { retryAfterOf } from './retry-after.js';

type Send = () => Promise<HttpResponse>;

export interface Limits {
  /** @throws what `send` throws, {@link HeldBack}, and cockatiel's errors where it may not be called */
  run(send: Send): Promise<HttpResponse>;
  /** How many calls wait for one in flight to end. */
  waiting(): number;
  isCircuitOpen(): boolean;
}

/**
 * Concurrency, then the circuit breaker, then pacing. In this order what waits in the queue fails at once when the circuit opens, and a
 * call that is refused uses up no time slot.
 */
export function createLimits(options: HttpClientOptions): Limits {
  const maxQueued = options.maxQueued ?? 1_000;
  const concurrency = bulkhead(options.maxConcurrent ?? 8, maxQueued);
  const { run: broken, isOpen } = createBreaker(options);
  const kept = options.ratePerSecond === undefined ? undefined : pace(options.ratePerSecond, options.burst);
  const paced = async (send: Send): Promise<HttpResponse> => {
    await kept?.turn();
    const response = await send();
    const allowed = options.rateFrom?.(response);
    if (allowed !== undefined) kept?.allow(allowed);
    return response;
  };
  const hold = options.honoursRetryAfter ? createHold() : (send: Send) => send();
  return {
    run: (send) => concurrency.execute(() => hold(() => broken(() => paced(send)))),
    waiting: () => maxQueued - concurrency.queueSlots,
    isCircuitOpen: isOpen,
  };
}

/** Keeps calls back once so many in a row have failed, until a probe succeeds. */
function createBreaker({ breaker: asked, isFailure = isServerError }: HttpClientOptions) {
  const halfOpenAfter = asked?.halfOpenAfterMs ?? 10_000;
  // Whatever the transport throws is a failure of the far side or of the way there, except an address that we refuse ourselves.
  const failure = handleWhen((error) => !(error instanceof AddressDenied)).orWhenResult((result) =>
    isFailure(result as HttpResponse),
  );
  const breaker = circuitBreaker(failure, {
    breaker: new ConsecutiveBreaker(asked?.consecutiveFailures ?? 5),
    halfOpenAfter,
  });
  let openedAt = 0;
  breaker.onBreak(() => (openedAt = Date.now()));
  return {
    isOpen: () => breaker.state === CircuitState.Open,
    async run(send: Send): Promise<HttpResponse> {
      try {
        return await breaker.execute(send);
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error;
        throw new HeldBack('circuit_open', Math.max(0, openedAt + halfOpenAfter - Date.now()));
      }
    },
  };
}

/** Sends nothing for as long as the last answer asked for. */
function createHold(): (send: Send) => Promise<HttpResponse> {
  let heldUntil = 0;
  return async (send) => {
    const left = heldUntil - Date.now();
    if (left > 0) throw new HeldBack('retry_later', left);
    const response = await send();
    const asked = retryAfterOf(response);
    if (asked === undefined) return response;
    heldUntil = Math.max(heldUntil, Date.now() + asked);
    throw new HeldBack('retry_later', asked);
  };
}

const isServerError = ({ status }: HttpResponse): boolean => status >= 500;
