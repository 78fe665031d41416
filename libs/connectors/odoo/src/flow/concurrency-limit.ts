import { FreeWorker } from './free-worker.js';
import { Remeasuring } from './remeasuring.js';
import { UnloadedLatency } from './unloaded-latency.js';

export interface LimitOptions {
  /** Most calls at once, however quick the answers are. */
  readonly most: number;
  /** How many times as long as alone calls may take, on average, before fewer are made at once. */
  readonly slowdown: number;
}

/** A call in flight. */
export interface Underway {
  readonly kind: string;
  readonly records: number;
  readonly begunAt: number;
  /** No other call of ours has been in flight since it began. */
  isAlone: boolean;
}

/** Calls that may wait inside Odoo for a worker: with fewer the limit grows by one, with more it shrinks by one. */
const FEW_QUEUED = 1;
const MANY_QUEUED = 2;

/** Fewest calls by which a limit is judged. */
const ROUND = 4;

/** Calls among others that take less than this share of what such calls took alone: those alone found Odoo cold, or busy with its users. */
const IMPLAUSIBLE = 0.8;

/**
 * How many calls may be in flight. TCP Vegas: of `limit` calls that take `s` times as long as alone, `limit × (1 − 1/s)` wait in a queue at the
 * far side; the limit grows while that is less than one and shrinks when it is more than two, and it leaves a worker of Odoo to its own users.
 * Answers that say "too much", or none at all, halve it.
 * https://doi.org/10.1145/190314.190317 (Brakmo, O'Malley, Peterson: TCP Vegas) · https://github.com/Netflix/concurrency-limits#vegas
 * What a call takes alone is measured again every minute, as BBR does:
 * https://datatracker.ietf.org/doc/html/draft-cardwell-iccrg-bbr-congestion-control-02#section-4.3.5
 */
export class ConcurrencyLimit {
  private limit = 1;
  private readonly unloaded = new UnloadedLatency();
  private readonly underway = new Set<Underway>();
  private readonly remeasuring = new Remeasuring();
  private readonly free = new FreeWorker();
  private round = freshRound();
  /** Calls from before show what a higher limit did. */
  private loweredAt = 0;

  constructor(private readonly options: LimitOptions) {}

  /** 1 for as long as a call is to be measured alone. */
  places(): number {
    return this.keptBackMs() > 0 ? 1 : this.limit;
  }

  /** For how long calls are still kept back, at most, so that one is alone: milliseconds, 0 where they are not. */
  keptBackMs(): number {
    return this.limit === 1 ? 0 : this.remeasuring.keptBackMs();
  }

  current = (): number => this.limit;

  inFlight = (): number => this.underway.size;

  /** A request of no weight took so long that was made beside so many calls of ours: so long people wait. */
  looked(millis: number, inFlight: number): void {
    this.free.looked(millis, inFlight, this.limit);
    if (this.free.ceiling() < this.limit) this.set(this.limit);
  }

  begin(kind: string, records: number): Underway {
    const call = { kind, records, begunAt: performance.now(), isAlone: this.underway.size === 0 };
    for (const other of this.underway) other.isAlone = false;
    this.underway.add(call);
    this.round.peak = Math.max(this.round.peak, this.underway.size);
    return call;
  }

  /** Odoo did what the call asked. */
  succeeded(call: Underway): void {
    this.end(call);
    const took = performance.now() - call.begunAt;
    if (call.isAlone) this.unloaded.learn(call.kind, call.records, took);
    const expected = this.unloaded.expected(call.kind, call.records);
    // Of a round count all calls that end in it: were it only those that begin in it too, the slow ones would never count.
    if (expected === undefined || call.begunAt < this.loweredAt) return;
    this.round.took += took;
    this.round.expected += expected;
    this.round.calls += 1;
    this.round.kinds.add(call.kind);
    if (this.round.calls >= Math.max(ROUND, 2 * this.limit)) this.judge();
  }

  /** Odoo said no for a reason that has nothing to do with how much it has to do. */
  refused(call: Underway): void {
    this.end(call);
  }

  /** No answer, or one that says that Odoo has too much to do. Calls that were in flight together fail for one reason, and count once. */
  failed(call: Underway): void {
    this.end(call);
    if (call.begunAt >= this.loweredAt) this.set(this.limit / 2);
  }

  /** Nothing gets through: begin again with one call. */
  reset(): void {
    this.set(1);
  }

  private end(call: Underway): void {
    this.underway.delete(call);
    if (call.isAlone) this.remeasuring.measured();
  }

  private judge(): void {
    const { took, expected, peak, kinds } = this.round;
    if (took < IMPLAUSIBLE * expected) for (const kind of kinds) this.unloaded.correct(kind, took / expected);
    const slowdown = Math.max(1, took / expected);
    const queued = this.limit * (1 - 1 / slowdown);
    if (slowdown > this.options.slowdown) {
      this.set(Math.min(this.limit - 1, this.limit * Math.max(0.5, this.options.slowdown / slowdown)));
    } else if (queued > MANY_QUEUED) this.set(this.limit - 1);
    else this.set(queued < FEW_QUEUED && peak >= this.limit ? this.limit + 1 : this.limit);
  }

  private set(limit: number): void {
    const allowed = Math.max(1, Math.min(this.options.most, this.free.ceiling(), Math.floor(limit)));
    if (allowed < this.limit) this.loweredAt = performance.now();
    this.limit = allowed;
    this.round = freshRound();
  }
}

/** Calls since the limit was last judged: what they took and would have taken alone, in milliseconds, of which kinds, and how many were in flight at most. */
const freshRound = () => ({ took: 0, expected: 0, calls: 0, peak: 0, kinds: new Set<string>() });
