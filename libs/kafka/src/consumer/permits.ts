/** While both wait, one place in so many is an ordinary one's: an urgent backlog delays the others, and never stops them. */
const ORDINARY_ONE_IN = 8;

/** A number of places, given in the order they were asked for, the urgent first. */
export class Permits {
  private readonly urgent: (() => void)[] = [];
  private readonly ordinary: (() => void)[] = [];
  private passedOver = 0;

  constructor(private free: number) {}

  /** Resolves when there is a place; {@link release} must follow. */
  acquire(isUrgent: boolean): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => (isUrgent ? this.urgent : this.ordinary).push(resolve));
  }

  release(): void {
    const next = this.next();
    if (next) next();
    else this.free += 1;
  }

  private next(): (() => void) | undefined {
    const isTurnOfOrdinary = this.urgent.length === 0 || this.passedOver === ORDINARY_ONE_IN - 1;
    const ordinary = isTurnOfOrdinary ? this.ordinary.shift() : undefined;
    this.passedOver = ordinary || this.ordinary.length === 0 ? 0 : this.passedOver + 1;
    return ordinary ?? this.urgent.shift();
  }
}
