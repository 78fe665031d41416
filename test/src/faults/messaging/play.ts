import { randomFrom } from '../../measuring/random.js';
import { readTables } from './checker/facts.js';
import { oncePerInput, onePerPartition, readLevels } from './checker/levels.js';
import { whenSettled } from './checker/settled.js';
import { judge, type Verdict } from './checker/verdict.js';
import { type Fault, type FaultSite, NotHere } from './fault.js';
import { type OpenSite, openSite } from './open-site.js';
import type { Place } from './with-stack.js';

const PATIENCE_MS = 60_000;

/** What became of a fault. */
export interface Outcome {
  readonly fault: string;
  /** How often it struck. */
  readonly times: number;
  /** Undefined where the fault could not be played to its end. */
  readonly verdict: Verdict | undefined;
  /** From the end of the fault until nothing was left to do. */
  readonly seconds: number;
  /** Inputs that Kafka acknowledged. */
  readonly inputs: number;
  /** What failed besides the verdict: it did not strike, did not keep a promise of its own, or did not end in time. */
  readonly problems: readonly string[];
  /** Why it was not played on this machine. */
  readonly leftOut?: string;
}

export const hasPassed = ({ verdict, problems, leftOut }: Outcome): boolean =>
  leftOut !== undefined ||
  (problems.length === 0 && verdict !== undefined && Object.values(verdict).every((wrong) => wrong.length === 0));

/** Plays one fault on a site of its own, waits for the end, and has the checker judge. What goes wrong is in the outcome. */
export async function play(fault: Fault, place: Place, seed: number): Promise<Outcome> {
  const own = seed ^ hashOf(fault.id); // so that it is the same whichever others are played
  const site = await openSite(place, fault.id, own);
  try {
    const times = await fault.play(site, randomFrom(own + 2));
    const outcome = await conclude(fault, site, times);
    return times > 0
      ? outcome
      : { ...outcome, problems: [...outcome.problems, 'it did not strike, and proves nothing'] };
  } catch (error) {
    const nothing = { fault: fault.name, times: 0, verdict: undefined, seconds: 0, inputs: 0, problems: [] };
    if (error instanceof NotHere) return { ...nothing, leftOut: error.message };
    const problems = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    return { ...nothing, problems };
  } finally {
    await site.close();
  }
}

async function conclude(
  { name, saysAgain = false, patienceMs = PATIENCE_MS }: Fault,
  site: OpenSite,
  times: number,
): Promise<Outcome> {
  const last = await sendLast(site);
  const { isSettled, seconds, left } = await whenSettled(site.stock.postgresUrl, last, patienceMs);
  const levels = await readLevels(site.stock);
  const found = {
    ...(await readTables(site.stock.postgresUrl)),
    levels: saysAgain ? oncePerInput(levels) : levels,
  };
  const records = site.source.records();
  return {
    fault: name,
    times,
    verdict: judge(records, found),
    seconds,
    inputs: records.acknowledged.size,
    problems: isSettled ? [] : [`not settled ${patienceMs / 1000} s after the fault: ${left}`],
  };
}

/** One more movement in each partition, of products of their own: when they have had their effect, all before them was taken. */
async function sendLast({ source }: FaultSite): Promise<string[]> {
  const inputs = onePerPartition().map((productId) => source.inputs.good(productId));
  await source.sendInputs(inputs);
  return inputs.flatMap(({ entry }) => entry.eventId ?? []);
}

/** FNV-1a of an id. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}
