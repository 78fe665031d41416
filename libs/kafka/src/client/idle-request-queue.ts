import { createRequire } from 'node:module';

/** The part of kafkajs's request queue that is put right here. */
interface RequestQueue {
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  readonly pending: readonly unknown[];
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const CHECK_PENDING_MILLIS = 10;

/**
 * kafkajs 2.2.4 sets a timer of minus fifty years after each response, which Node takes for one millisecond, and so again and again: a
 * thousand wake-ups a second for each idle connection, and a TimeoutNegativeWarning (tulios/kafkajs #1751, pull request 1667, never
 * released). A timer is needed only while something waits. The package's version is pinned; should its inside change, this throws at once.
 */
export function mendRequestQueue(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
    prototype: RequestQueue;
  };
  if (typeof prototype.scheduleCheckPendingRequests !== 'function')
    throw new TypeError('kafkajs is not the version whose request queue is mended here');
  prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests(this: RequestQueue): void {
    if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
    const throttled = this.throttledUntil - Date.now();
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null;
        this.checkPendingRequests();
      },
      throttled > 0 ? throttled : CHECK_PENDING_MILLIS,
    );
  };
}
