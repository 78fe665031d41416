import { bulkhead, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import { AddressDenied } from './public-address.js';
import type { HttpClientOptions, HttpResponse } from './client-options.js';
import { pace } from './pace.js';

type Send = () => Promise<HttpResponse>;

export interface Limits {
  /** @throws what `send` throws, and cockatiel's errors where it may not be called */
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
  // Whatever the transport throws is a failure of the far side or of the way there, except an address that we refuse ourselves.
  const failure = handleWhen((error) => !(error instanceof AddressDenied)).orWhenResult(isServerError);
  const breaker = circuitBreaker(failure, {
    breaker: new ConsecutiveBreaker(options.breaker?.consecutiveFailures ?? 5),
    halfOpenAfter: options.breaker?.halfOpenAfterMs ?? 10_000,
  });
  const turn = options.ratePerSecond === undefined ? undefined : pace(options.ratePerSecond);
  const paced = async (send: Send): Promise<HttpResponse> => {
    await turn?.();
    return send();
  };
  return {
    run: (send) => concurrency.execute(() => breaker.execute(() => paced(send))),
    waiting: () => maxQueued - concurrency.queueSlots,
    isCircuitOpen: () => breaker.state === CircuitState.Open,
  };
}

const isServerError = (result: unknown): boolean => (result as HttpResponse).status >= 500;
