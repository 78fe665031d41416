import { type Spread, spreadOf } from '../../measuring/spread.js';
import { withQuery } from '../../measuring/query.js';
import type { Scene } from './scene.js';

/** A program whose pace is taken once a round. */
export interface Contestant {
  readonly id: string;
  /** @returns events or rows a second, by what is measured: most measure one thing, under their own id */
  run(round: number): Promise<Readonly<Record<string, number>>>;
}

/** The paces of several rounds. */
export class Paces {
  private readonly taken = new Map<string, number[]>();

  add(paces: Readonly<Record<string, number>>): void {
    for (const [id, pace] of Object.entries(paces)) this.taken.set(id, [...(this.taken.get(id) ?? []), pace]);
  }

  /** Undefined where nobody measured it, as that of a rival who is not there. */
  find(id: string): Spread | undefined {
    const paces = this.taken.get(id);
    return paces && spreadOf(paces);
  }

  /** @throws {RangeError} where nobody measured it */
  of(id: string): Spread {
    return spreadOf(this.taken.get(id) ?? []);
  }
}

/**
 * Lets everybody run once a round, one at a time and in turn, so that what else the machine does meanwhile slows all of them alike. The database
 * writes down what it has in memory before each, so that nobody pays for the one before.
 */
export async function contest(
  { stack, say }: Scene,
  contestants: readonly Contestant[],
  rounds: number,
): Promise<Paces> {
  const paces = new Paces();
  for (let round = 1; round <= rounds; round += 1) {
    for (const { id, run } of contestants) {
      await withQuery(stack.postgresUrl, (query) => query('CHECKPOINT'));
      const taken = await run(round);
      paces.add(taken);
      say(`${round}/${rounds} ${id}: ${Math.round(taken[id] ?? 0).toLocaleString('en-US')}/s`);
    }
  }
  return paces;
}
