/** Of the latest looks, so many are judged together; this many of them that had to wait are too many. */
const JUDGED = 12;
const TOO_MANY = 6;

/** Between two looks, in milliseconds; one that waits for longer counts as the several that it kept from being made. */
export const LOOK_EVERY_MS = 250;

/** What a look takes beyond what is usual when it has waited for a worker. */
const WAITED_MS = 20;

/** Usual is what three of four looks take, of the latest so many that were made beside one call at most: answers vary, from far away and on a busy machine. */
const USUAL_OF = 20;
const USUAL_SHARE = 0.75;

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
  /** Whether each had to wait, the oldest first. */
  private looks: boolean[] = [];
  /** Looks since the last that waited, made while as many calls were in flight as may be. */
  private clean = 0;
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
    const waited = millis - this.usual();
    const hasWaited = waited > WAITED_MS;
    const counts = hasWaited ? 1 + Math.floor(waited / LOOK_EVERY_MS) : 1;
    this.looks = [...this.looks, ...Array.from({ length: counts }, () => hasWaited)].slice(-JUDGED);
    if (hasWaited) this.clean = 0;
    else if (inFlight >= this.most) this.clean += 1;
    if (allowed > 1 && this.looks.filter((each) => each).length >= TOO_MANY) this.lower(allowed);
    else if (this.clean >= JUDGED && this.tryAt === Infinity) {
      this.pauseMs = PAUSE_MS;
      this.raise(); // there was one for the last: perhaps there are more
    }
  }

  private usual(): number {
    const sorted = [...this.unhindered].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * USUAL_SHARE)] ?? Infinity;
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
    this.looks = [];
    this.clean = 0;
  }
}
