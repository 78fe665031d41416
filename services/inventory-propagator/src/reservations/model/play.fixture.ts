import type { Outgoing } from '@penstock/messaging';
import { check } from './check.fixture.js';
import { type Operation, operationsOf } from './operations.fixture.js';
import { Reference } from './reference.fixture.js';
import { World } from './world.fixture.js';

/** No two operations are at one instant: which of them came first would be anybody's guess. */
interface Step {
  readonly operation: Operation;
  readonly minute: number;
}

/** A world in which something was otherwise than it should be. */
export interface Failed {
  readonly seed: number;
  readonly story: readonly Step[];
  readonly trouble: string;
}

/** How often each event was said, and why. */
export type Tally = Map<string, number>;

/** Plays a world. @returns what went wrong, with the operations until then; null where nothing did */
export async function play(seed: number, steps: number, tally: Tally): Promise<Failed | null> {
  const story = operationsOf(seed, steps).map((operation, step) => ({ operation, minute: 60 + step }));
  return playAll(seed, story, tally);
}

async function playAll(seed: number, story: readonly Step[], tally?: Tally): Promise<Failed | null> {
  const world = new World();
  const reference = new Reference();
  for (const [step, { operation, minute }] of story.entries()) {
    const failed = (trouble: string): Failed => ({ seed, story: story.slice(0, step + 1), trouble });
    try {
      const said = await world.apply(operation, minute);
      reference.apply(operation, minute);
      if (tally) count(tally, operation, said);
      const trouble = check(world, reference, said, step === story.length - 1 || step % 50 === 0);
      if (trouble !== null) return failed(trouble);
    } catch (error) {
      return failed(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
  return null;
}

/** The failure with as few operations as still show it: the shortest beginning, then without what is not needed. @returns a text to be read */
export async function shrunk(failed: Failed): Promise<string> {
  let least = failed;
  for (let chunk = Math.ceil(least.story.length / 2); chunk >= 1; chunk = Math.floor(chunk / 2)) {
    for (let at = 0; at < least.story.length;) {
      const without = [...least.story.slice(0, at), ...least.story.slice(at + chunk)];
      const again = await playAll(least.seed, without);
      if (again) least = again;
      else at += chunk;
    }
  }
  const { seed, story, trouble } = least;
  const steps = story.map(({ operation, minute }) => `  ${minute}: ${JSON.stringify(operation)}`).join('\n');
  return `RESERVATION_SEED=${seed}, after ${failed.story.length} steps, of which these are enough:\n${steps}\n${trouble}`;
}

/** `StockReleased EXPIRED`, `ReservationRejected INSUFFICIENT_STOCK`, `StockReserved serve`, … */
function count(tally: Tally, { kind }: Operation, said: readonly Outgoing[]): void {
  for (const { type, content } of said) {
    const { reason, facts } = content as { reason?: string; facts?: { code?: string } };
    const what = `${type.name.split('.').at(-1) ?? ''} ${reason ?? facts?.code ?? kind}`;
    tally.set(what, (tally.get(what) ?? 0) + 1);
  }
}
