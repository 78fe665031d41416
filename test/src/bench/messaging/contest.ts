import { withQuery } from '../../measuring/query.js';
import type { Row } from '../../measuring/row.js';
import { type Spread, spreadOf } from '../../measuring/spread.js';
import type { Scene } from './scene.js';

/** What one run showed. */
export interface Showing {
  /** Events or rows a second, by what is measured: most measure one thing, under their own id. */
  readonly paces: Readonly<Record<string, number>>;
  /** What else was found. */
  readonly rows?: readonly Row[];
}

/** A program whose pace is taken once a round. */
export interface Contestant {
  readonly id: string;
  /** Another's program: where it fails, its round is left out, and the rest is measured all the same. */
  readonly isRival?: boolean;
  run(round: number): Promise<Showing>;
}

/** What several rounds showed. */
export class Paces {
  private readonly taken = new Map<string, number[]>();
  private readonly found = new Map<string, Row[]>();

  add(id: string, { paces, rows = [] }: Showing): void {
    for (const [name, pace] of Object.entries(paces)) this.taken.set(name, [...(this.taken.get(name) ?? []), pace]);
    this.found.set(id, [...(this.found.get(id) ?? []), ...rows]);
  }

  /** Undefined where nobody measured it, as that of a rival who is not there. */
  find(name: string): Spread | undefined {
    const paces = this.taken.get(name);
    return paces && spreadOf(paces);
  }

  /** @throws {RangeError} where nobody measured it */
  of(name: string): Spread {
    return spreadOf(this.taken.get(name) ?? []);
  }

  /** What else a contestant found: of each row that of the last round, or of one that missed its goal. */
  rowsOf(id: string): Row[] {
    const byName = Map.groupBy(this.found.get(id) ?? [], ({ name }) => name);
    return [...byName.values()].flatMap((rows) => rows.find(({ pass }) => !pass) ?? rows.at(-1) ?? []);
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
    for (const { id, run, isRival = false } of contestants) {
      await withQuery(stack.postgresUrl, (query) => query('CHECKPOINT'));
      const showing = await run(round).catch((error: unknown) => {
        if (!isRival) throw error;
        say(`${round}/${rounds} ${id} failed and is left out of this round: ${String(error)}`);
      });
      if (!showing) continue;
      paces.add(id, showing);
      say(`${round}/${rounds} ${id}: ${Math.round(showing.paces[id] ?? 0).toLocaleString('en-US')}/s`);
    }
  }
  return paces;
}
