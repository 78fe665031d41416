import type { Settings } from '../../measuring/command.js';
import { noted, type Row, under } from '../../measuring/row.js';
import { type Contestant, contest, type Paces } from './contest.js';
import { summary } from './judge.js';
import { latency } from './latency.js';
import { memory } from './memory.js';
import { ownContestants } from './own-runs.js';
import { processes, queries, throughput, tracing } from './pace-parts.js';
import type { Part } from './part.js';
import { relay, relayContestant } from './relay.js';
import { type Rivals, rivalContestants, rivalsArePresent } from './rivals.js';
import { onScene, type Scene } from './scene.js';
import { urgent } from './urgent.js';

const PARTS: readonly Part[] = [throughput, queries, processes, relay, tracing, latency, urgent, memory];

/** At this many the goals are what was promised: a backlog of a million, memory at two million. */
const EVENTS = 200_000;
const ROUNDS = 3;

/**
 * What libs/messaging does with events of a kilobyte: each is claimed, a row is written, an event is said. How fast, beside programs that do the
 * same with stock libraries and beside limits that do a part of it; how soon; in how much memory; and whether all of it was right.
 */
export async function messaging(settings: Settings): Promise<readonly Row[]> {
  const parts = choose(settings.only);
  return onScene(settings, settings.events ?? EVENTS, async (scene) => {
    const paces = await pacesFor(scene, parts, settings);
    const rows: Row[] = [];
    for (const part of parts) rows.push(...under(part.heading, await part.rows(paces, scene)));
    return [
      ...rows,
      ...under('Correctness', [noted('runs', scene.findings.length, 'runs'), ...summary(scene.findings)]),
    ];
  });
}

function choose(only: readonly string[] | undefined): readonly Part[] {
  const unknown = only?.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined)
    throw new RangeError(`there is no part ${unknown}; there are: ${PARTS.map(({ name }) => name).join(', ')}`);
  return PARTS.filter(({ name }) => only === undefined || only.includes(name));
}

async function pacesFor(
  scene: Scene,
  parts: readonly Part[],
  { withRivals, rounds = ROUNDS, say }: Settings,
): Promise<Paces> {
  const wanted = new Set(parts.flatMap(({ needs }) => needs));
  const chosen = (all: readonly Contestant[]) => all.filter(({ id }) => wanted.has(id));
  if (withRivals && !rivalsArePresent())
    say('There are no rivals beside this clone (../shared/rivals): the rows against them are left out.');
  let rivals: Rivals | undefined;
  try {
    if (withRivals && rivalsArePresent()) rivals = await rivalContestants(scene);
    const own = [...ownContestants(scene), relayContestant(scene)];
    return await contest(scene, [...chosen(own), ...chosen(rivals?.contestants ?? [])], rounds);
  } finally {
    rivals?.remove();
  }
}
