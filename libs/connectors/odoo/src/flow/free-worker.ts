/** Between two looks, in milliseconds; one that waits for longer counts as the several that it kept from being made. */
export const LOOK_EVERY_MS = 250;

/** Looks beside one call at most, the latest so many, say what is usual: answers vary, from far away and on a busy machine. */
const USUAL_OF = 40;

/** What nobody feels: a look is held against what is usual by what it took beyond that. Milliseconds. */
const UNFELT_MS = 10;

/**
 * Looks that did not wait are slower than half of the usual ones, on average, and those that did than most. What each has beyond this share is
 * added up, never to less than nothing; so much of it in all is no chance any more. A cumulative sum, as for a process that goes out of control:
 * https://doi.org/10.1093/biomet/41.1-2.100 (Page: Continuous Inspection Schemes)
 */
const SLOWER_THAN = 0.65;
const NO_CHANCE = 2.5;

/** After so many looks, with as many calls as may be, that were not too slow in all, there is a worker for one call more. */
const ENOUGH = 40;

/** How long one call less is made before it is tried again whether there is a worker for it, the first time; then longer and longer. */
const PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 480_000;

/**
 * Keeps a worker of Odoo free for people. A worker serves one request at a time, so that where all of them are busy with our calls somebody who
 * opens a form waits for the first to end, however short the queue behind them. How many workers there are nobody tells: it shows in how long
 * requests take that need next to no time of their own. https://www.odoo.com/documentation/18.0/administration/on_premise/deploy.html#worker-number-calculation
 */
export class FreeWorker {
  private most = Infinity;
  /** Milliseconds, of looks beside one call at most, the oldest first. */
  private unhindered: number[] = [];
  /** The cumulative sum. */
  private slowness = 0;
  /** Looks made while as many calls were in flight as may be. */
  private looks = 0;
  private pauseMs = PAUSE_MS;
  private tryAt = Infinity;

  /** How many calls may be in flight so that a worker is left, as far as is known. */
  ceiling(): number {
    if (performance.now() >= this.tryAt) this.raise();
    return this.most;
  }

  /**
   * A look took so long.
   * @param inFlight calls of ours as it began @param allowed calls that may be in flight by all other considerations
   */
  looked(millis: number, inFlight: number, allowed: number): void {
    if (inFlight > allowed) return; // calls from before there was one less
    if (inFlight <= 1) this.unhindered = [...this.unhindered, millis].slice(-USUAL_OF);
    const slowerThan = this.shareBelow(millis - UNFELT_MS);
    const counts = 1 + Math.floor(millis / LOOK_EVERY_MS);
    this.slowness = Math.max(0, this.slowness + counts * (slowerThan - SLOWER_THAN));
    if (inFlight >= this.most) this.looks += 1;
    if (allowed > 1 && this.slowness > NO_CHANCE) this.lower(allowed);
    else if (this.looks >= ENOUGH && this.tryAt === Infinity) {
      this.pauseMs = PAUSE_MS;
      this.raise(); // there was one for the last: perhaps there are more
    }
  }

  /** Of the usual looks. */
  private shareBelow(millis: number): number {
    const { length } = this.unhindered;
    return length === 0 ? 0 : this.unhindered.filter((each) => each < millis).length / length;
  }

  private lower(allowed: number): void {
    this.most = allowed - 1;
    this.tryAt = performance.now() + this.pauseMs;
    this.pauseMs = Math.min(2 * this.pauseMs, LONGEST_PAUSE_MS);
    this.forget();
  }

  private raise(): void {
    this.most += 1;
    this.tryAt = Infinity;
    this.forget();
  }

  private forget(): void {
    this.slowness = 0;
    this.looks = 0;
  }
}
