import { bulkhead, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import { AddressDenied } from './public-address.js';
import type { HttpClientOptions, HttpResponse } from './client-options.js';
import { pace } from './pace.js';

type Send = () => Promise<HttpResponse>;

/**
 * Concurrency, then the circuit breaker, then pacing. In this order what waits in the queue fails at once when the circuit opens, and a
 * call that is refused uses up no time slot.
 */
export function createLimits(options: HttpClientOptions): (send: Send) => Promise<HttpResponse> {
  const concurrency = bulkhead(options.maxConcurrent ?? 8, options.maxQueued ?? 1_000);
  // Whatever the transport throws is a failure of the far side or of the way there, except an address that we refuse ourselves.
  const failure = handleWhen((error) => !(error instanceof AddressDenied)).orWhenResult(isServerError);
  const breaker = circuitBreaker(failure, {
    breaker: new ConsecutiveBreaker(options.breaker?.consecutiveFailures ?? 5),
    halfOpenAfter: options.breaker?.halfOpenAfterMs ?? 10_000,
  });
  const turn = options.ratePerSecond === undefined ? undefined : pace(options.ratePerSecond);
  return (send) =>
    concurrency.execute(() =>
      breaker.execute(async () => {
        await turn?.();
        return send();
      }),
    );
}

const isServerError = (result: unknown): boolean => (result as HttpResponse).status >= 500;
