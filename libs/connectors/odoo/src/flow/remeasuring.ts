/** How long a limit above one goes by what calls took alone, before one of them is sent alone again. */
const AFTER_MS = 60_000;

/** How long others are kept back for that, at most. Where a long call is under way, it is left for the next time. */
const KEPT_BACK_MS = 5_000;

/** When to keep calls back so that one is alone and can be measured. */
export class Remeasuring {
  private measuredAt = performance.now();

  /** A call was alone. */
  measured(): void {
    this.measuredAt = performance.now();
  }

  /** For how long calls are kept back from now on, in milliseconds; 0 where nobody is, as that went on for long enough. */
  keptBackMs(): number {
    const inTurn = (performance.now() - this.measuredAt) % (AFTER_MS + KEPT_BACK_MS);
    return inTurn > AFTER_MS ? AFTER_MS + KEPT_BACK_MS - inTurn : 0;
  }
}
