import { HttpAmbiguous, HttpUnavailable } from '@penstock/http';
import { OdooAmbiguous, OdooConcurrency, OdooServer, OdooTooLarge } from '../client/errors.js';
import type { ModelCall } from '../protocols/protocol.js';
import { BulkSize } from './bulk-size.js';
import { isRead, recordsOf } from './call-size.js';
import { ConcurrencyLimit, type LimitOptions } from './concurrency-limit.js';
import { laneWait } from './flow-metrics.js';
import { type Lane, perLane } from './lanes.js';
import { LaneQueue } from './lane-queue.js';
import { Looks } from './looks.js';

/** What calls to Odoo should be like just now. Both follow Odoo's latency and errors, and change with every call. */
export interface Flow {
  /** How many calls may be in flight, at least 1. While Odoo is away, 1: so that one call finds out when it is back. */
  concurrency(): number;
  /** How many documents to put into one call of this lane so that it takes about as long as wanted, at least 1. */
  most(lane: Lane): number;
}

export interface FlowOptions extends LimitOptions {
  /** The client's, for metrics and errors. */
  readonly name: string;
  /** Milliseconds that a call of many documents should take. */
  readonly bulkMs: number;
  /** A request to the same workers that needs next to no time of theirs; with it, one of them is left to people. */
  readonly look?: () => Promise<unknown>;
}

/** How long a call waits for Odoo to come back before it fails as unavailable. Nothing was sent until then. */
const PATIENCE_MS = 30_000;

/** The answers that tell of too much at once: the call was given up, or cut off on its way. */
const OVERLOADED = [HttpAmbiguous, HttpUnavailable, OdooAmbiguous, OdooConcurrency, OdooServer];

/**
 * The gate that all calls to one Odoo pass: lanes by urgency, a limit that adapts, and a pause of all lanes while Odoo, or what stands before it,
 * says that it wants none. After a pause calls go one at a time at first, the most urgent ones before the others.
 */
export class OdooFlow implements Flow {
  private readonly limit: ConcurrencyLimit;
  private readonly bulks: Record<Lane, BulkSize>;
  private readonly queue = new LaneQueue(() => (performance.now() < this.pausedUntil ? 0 : this.limit.places()));
  private readonly looks: Looks | undefined;
  private pausedUntil = 0;

  constructor(private readonly options: FlowOptions) {
    this.limit = new ConcurrencyLimit(options);
    this.bulks = perLane(() => new BulkSize(options.bulkMs));
    const { look } = options;
    const tell = (millis: number, inFlight: number): void => this.limit.looked(millis, inFlight);
    if (look) this.looks = new Looks({ look, inFlight: this.limit.inFlight, tell });
  }

  concurrency = (): number => this.limit.current();

  most = (lane: Lane): number => this.bulks[lane].most();

  waitingIn = (lane: Lane): number => this.queue.waitingIn(lane);

  /**
   * Sends a call when it is its turn. One that came back because nothing may be sent for some time waits for its turn again.
   * @throws what `send` throws, and {@link HttpUnavailable} for a call that would wait for too long
   */
  async run<T>(lane: Lane, call: ModelCall, send: () => Promise<T>): Promise<T> {
    const since = performance.now();
    for (;;) {
      this.assertSoon(since, call);
      await this.enter(lane);
      try {
        return await this.measured(lane, call, send);
      } catch (error) {
        if (!(error instanceof HttpUnavailable) || error.retryAfterMs === null) throw error;
        this.pause(error);
      } finally {
        this.queue.leave(lane);
        const keptBackMs = this.limit.keptBackMs();
        if (keptBackMs > 0) this.admitIn(keptBackMs);
      }
    }
  }

  private async enter(lane: Lane): Promise<void> {
    const begun = performance.now();
    await this.queue.enter(lane);
    laneWait.record((performance.now() - begun) / 1e3, { 'penstock.http.client': this.options.name, lane });
  }

  private async measured<T>(lane: Lane, call: ModelCall, send: () => Promise<T>): Promise<T> {
    const [kind, records] = [`${call.model}.${call.method}`, recordsOf(call)];
    const underway = this.limit.begin(kind, records);
    this.looks?.begin();
    try {
      const answer = await send();
      this.limit.succeeded(underway);
      if (!isRead(call.method)) this.bulks[lane].succeeded(kind, records, performance.now() - underway.begunAt);
      return answer;
    } catch (error) {
      const isOverload = OVERLOADED.some((each) => error instanceof each);
      if (isOverload) this.limit.failed(underway);
      else this.limit.refused(underway);
      if (isOverload || error instanceof OdooTooLarge) this.bulks[lane].failed(kind, records);
      throw error;
    }
  }

  /** Nothing is sent for a while, in any lane. Who would have to wait for longer than is bearable is told so at once. */
  private pause(reason: HttpUnavailable): void {
    this.pausedUntil = Math.max(this.pausedUntil, performance.now() + (reason.retryAfterMs ?? 0));
    this.limit.reset();
    this.admitAfterPause();
    this.queue.refuse(this.pausedUntil - PATIENCE_MS, reason);
  }

  /** A timer counts from when the event loop last looked at the clock, and may so be early: nobody else would let those in who wait. */
  private admitAfterPause = (): void => {
    const leftMs = this.pausedUntil - performance.now();
    if (leftMs > 0) setTimeout(this.admitAfterPause, leftMs + 1).unref();
    else this.queue.admit();
  };

  /** Where nobody leaves, nobody would look whether there is a place. */
  private admitIn(millis: number): void {
    setTimeout(() => this.queue.admit(), millis + 1).unref();
  }

  private assertSoon(since: number, { model, method }: ModelCall): void {
    const retryAfterMs = Math.ceil(this.pausedUntil - performance.now());
    if (retryAfterMs <= 0 || this.pausedUntil - since <= PATIENCE_MS) return;
    const facts = { client: this.options.name, method: 'call', path: `${model}.${method}` };
    throw new HttpUnavailable('retry_later', facts, { retryAfterMs });
  }
}
