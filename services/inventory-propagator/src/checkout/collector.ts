/** More requests wait than may, or one has waited longer than it may: it was not begun, and asking again is safe. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

export interface CollectorLimits {
  /** Requests that go together at most. */
  readonly together: number;
  /** Groups under way at once. */
  readonly groups: number;
  /** Requests that may wait for their group. */
  readonly waiting: number;
  /** Milliseconds one may wait for its group before it is given up. */
  readonly patienceMs: number;
}

interface Waiting<Q, A> {
  readonly request: Q;
  readonly patience: NodeJS.Timeout;
  answer(answer: A): void;
  fail(error: unknown): void;
}

/**
 * Collects requests while others are under way, so that many of them share one transaction: a commit costs about the same for one as for fifty,
 * and a product that everybody wants is locked once for all of them. A request that comes while nothing is under way is begun at once.
 * First come, first served.
 */
export class Collector<Q, A> {
  private readonly queue: Waiting<Q, A>[] = [];
  private underWay = 0;

  /** @param carryOut answers each request of a group, in the order of the group; what it throws fails all of them */
  constructor(
    private readonly carryOut: (requests: readonly Q[]) => Promise<readonly A[]>,
    private readonly limits: CollectorLimits,
  ) {}

  /** @throws {Overloaded} or what the group threw */
  ask(request: Q): Promise<A> {
    return new Promise((answer, fail) => {
      if (this.queue.length >= this.limits.waiting) return fail(new Overloaded('too many requests are waiting'));
      const patience = setTimeout(() => this.giveUp(waiting), this.limits.patienceMs);
      const waiting = { request, patience, answer, fail };
      this.queue.push(waiting);
      this.next();
    });
  }

  /** Only while it waits, when nothing was done for it yet: afterwards it would be a late surprise. */
  private giveUp(waiting: Waiting<Q, A>): void {
    this.queue.splice(this.queue.indexOf(waiting), 1);
    waiting.fail(new Overloaded('it was not its turn in time'));
  }

  private next(): void {
    while (this.underWay < this.limits.groups && this.queue.length > 0) {
      const group = this.queue.splice(0, this.limits.together);
      for (const { patience } of group) clearTimeout(patience);
      this.underWay += 1;
      void this.serve(group).finally(() => {
        this.underWay -= 1;
        this.next();
      });
    }
  }

  private async serve(group: readonly Waiting<Q, A>[]): Promise<void> {
    try {
      const answers = await this.carryOut(group.map(({ request }) => request));
      group.forEach(({ answer, fail }, i) => {
        if (i in answers) answer(answers[i] as A);
        else fail(new RangeError('a request of the group was left without an answer'));
      });
    } catch (error) {
      for (const { fail } of group) fail(error);
    }
  }
}
