/** A call that was not sent, or was turned away unread: the next one has a chance only later. */
export class HeldBack extends Error {
  constructor(
    readonly code: 'circuit_open' | 'retry_later',
    readonly retryAfterMs: number,
  ) {
    super(code);
  }
}
