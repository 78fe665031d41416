/** While both wait, one place in so many is an ordinary one's: an urgent backlog delays the others, and never stops them. */
const ORDINARY_ONE_IN = 8;

/** Milliseconds for which little work waits at most because other work is under way. */
const GATHERING_MILLIS = 100;

/** Somebody who asks for a place. */
export interface Asking {
  readonly isUrgent: boolean;
  /** Whether as much waits as goes well together. Asked again and again. */
  isFull(): boolean;
}

interface Waiting extends Asking {
  readonly since: number;
  readonly patience: NodeJS.Timeout;
  begin(): void;
}

/**
 * A number of places, given in the order they were asked for, the urgent first. Little work goes one at a time, so that what comes meanwhile
 * gathers: a transaction costs nearly the same for two events as for twenty, and what twenty small ones hold locked, others wait for. Where
 * much waits, or little has waited long, all places are given.
 */
export class Permits {
  private waiting: Waiting[] = [];
  private taken = 0;
  private passedOver = 0;

  constructor(private readonly places: number) {}

  /** Resolves when there is a place; {@link release} must follow. */
  acquire(asking: Asking): Promise<void> {
    return new Promise((begin) => {
      const patience = setTimeout(() => this.look(), GATHERING_MILLIS);
      const { isUrgent } = asking;
      this.waiting.push({ isUrgent, isFull: () => asking.isFull(), since: performance.now(), patience, begin });
      this.look();
    });
  }

  release(): void {
    this.taken -= 1;
    this.look();
  }

  /** Gives what places there are to whom they are for now. To be called when more waits of somebody who asked. */
  look(): void {
    while (this.taken < this.places) {
      const next = this.next();
      if (!next) return;
      clearTimeout(next.patience);
      this.waiting = this.waiting.filter((other) => other !== next);
      this.taken += 1;
      next.begin();
    }
  }

  private next(): Waiting | undefined {
    const candidates = this.taken === 0 ? this.waiting : this.waiting.filter(goesBesideOthers);
    if (candidates.length === 0) return undefined;
    const urgent = this.waiting.find(({ isUrgent }) => isUrgent); // however little: a place that is given is theirs first
    const ordinary = candidates.find(({ isUrgent }) => !isUrgent);
    const isTurnOfOrdinary = urgent === undefined || this.passedOver === ORDINARY_ONE_IN - 1;
    const next = isTurnOfOrdinary ? (ordinary ?? urgent) : urgent;
    this.passedOver = next === ordinary || !ordinary ? 0 : this.passedOver + 1;
    return next;
  }
}

const goesBesideOthers = (one: Waiting): boolean =>
  one.isFull() || performance.now() - one.since >= GATHERING_MILLIS - 1; // a timer may be a moment early
