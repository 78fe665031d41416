/** A number of places, given in the order they were asked for, the urgent first. */
export class Permits {
  private readonly urgent: (() => void)[] = [];
  private readonly ordinary: (() => void)[] = [];

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
    const next = this.urgent.shift() ?? this.ordinary.shift();
    if (next) next();
    else this.free += 1;
  }
}
