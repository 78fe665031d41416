import { type Lane, LANES, PASSED_OVER_AT_MOST, perLane, placesFor } from './lanes.js';

interface Waiting {
  /** By `performance.now()`. */
  readonly since: number;
  readonly enter: () => void;
  readonly refuse: (reason: unknown) => void;
}

/**
 * Calls that wait for a place at Odoo, each in its lane. A free place goes to the most urgent lane; one that was passed over often enough
 * comes first for once, so that none waits for ever. Within a lane first come, first served.
 */
export class LaneQueue {
  private readonly waiting = perLane<Waiting[]>(() => []);
  private readonly inside = perLane(() => 0);
  private readonly passedOver = perLane(() => 0);

  /** @param places how many calls may be in flight now; where it grows, call {@link admit} */
  constructor(private readonly places: () => number) {}

  /** Resolves once there is a place; whoever entered must {@link leave}. @throws what {@link refuse} was told */
  enter(lane: Lane): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting[lane].push({ since: performance.now(), enter: resolve, refuse: reject });
      this.admit();
    });
  }

  leave(lane: Lane): void {
    this.inside[lane] -= 1;
    this.admit();
  }

  admit(): void {
    for (let lane = this.next(); lane !== undefined; lane = this.next()) {
      this.inside[lane] += 1;
      this.waiting[lane].shift()?.enter();
    }
  }

  /** Sends away all who have waited since before that time. */
  refuse(before: number, reason: unknown): void {
    for (const lane of LANES) {
      const patient = this.waiting[lane].filter(({ since }) => since >= before);
      const gone = this.waiting[lane].filter(({ since }) => since < before);
      this.waiting[lane] = patient;
      for (const { refuse } of gone) refuse(reason);
    }
  }

  waitingIn = (lane: Lane): number => this.waiting[lane].length;

  inFlight = (): number => this.insideFrom('orders');

  /** The lane that gets the next free place. */
  private next(): Lane | undefined {
    const places = this.places();
    if (this.inFlight() >= places) return undefined;
    const able = LANES.filter(
      (lane) => this.waiting[lane].length > 0 && this.insideFrom(lane) < placesFor(lane, places),
    );
    const chosen =
      able.find((lane) => lane !== 'orders' && this.passedOver[lane] >= PASSED_OVER_AT_MOST[lane]) ?? able[0];
    for (const lane of able) this.passedOver[lane] = lane === chosen ? 0 : this.passedOver[lane] + 1;
    return chosen;
  }

  /** How many of this lane and the less urgent ones are inside. */
  private insideFrom(lane: Lane): number {
    return LANES.slice(LANES.indexOf(lane)).reduce((sum, each) => sum + this.inside[each], 0);
  }
}
