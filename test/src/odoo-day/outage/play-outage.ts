import { setTimeout as wait } from 'node:timers/promises';
import { instantOfMillis } from '@penstock/domain';
import type { Component } from '@penstock/testing/stack';
import { randomFrom } from '../../measuring/random.js';
import type { Snapshot } from '../check/snapshot.js';
import type { Verdict } from '../check/verdict.js';
import { evening } from '../evening.js';
import { exceptionsSince, morning } from '../morning.js';
import type { Day } from '../plan/day.js';
import { inTurns } from '../plan/in-turns.js';
import type { DayOptions } from '../plan/plan-day.js';
import { givenUp, outOfOrder, outstanding, type Outstanding } from '../site/books.js';
import type { Site } from '../site/open-site.js';
import { finishing } from '../finishing.js';
import { planOutage, type Story } from './plan-outage.js';
import { type Watched, watchAdapter } from './watch-adapter.js';

export interface OutageOptions extends DayOptions {
  /** How long Odoo is away. */
  readonly awayMs: number;
  /** How long the system may take to be done with what was said in one part of the day. */
  readonly patienceMs: number;
}

/** An outage that is over, and what became of it. */
export interface PlayedOutage {
  readonly day: Day;
  readonly verdict: Verdict;
  readonly problems: readonly string[];
  readonly snapshot: Snapshot;
  /** Everything that was said, by event id. */
  readonly said: readonly string[];
  readonly saidWhileAway: number;
  /** What waited as Odoo came back. */
  readonly queued: Outstanding;
  /** From Odoo's first answer until nothing waited. */
  readonly drainedMs: number;
  readonly watched: Watched;
  /** Documents whose tasks ended in another order than they were asked for. */
  readonly outOfOrder: readonly string[];
}

const LOOK_EVERY_MS = 5_000;

/** Plays a day in which Odoo is away for a while and everything else goes on, evenly spread over the time. */
export async function playOutage(site: Site, odoo: Component, options: OutageOptions): Promise<PlayedOutage> {
  const { seed, awayMs, patienceMs } = options;
  const { day } = await morning(site, options);
  const heard = site.witness.heard.length;
  const { before, away, after } = planOutage(day);
  const random = randomFrom(seed + 1);
  const said: string[] = [];
  const problems: string[] = [];
  const say = async (stories: readonly Story[], overMs = 0): Promise<void> => {
    const all = inTurns(stories, random);
    const begun = performance.now();
    for (const [nth, due] of all.entries()) {
      await wait(Math.max(0, begun + (overMs * nth) / all.length - performance.now()));
      said.push(...(await site.source.say([due(instantOfMillis(Date.now()))], random)));
    }
    await wait(Math.max(0, begun + overMs - performance.now()));
  };
  const finish = async (part: string): Promise<void> =>
    void problems.push(...(await finishing(site, part, said, patienceMs)));

  await say(before);
  await finish('before');
  const saidBefore = said.length;
  const watch = watchAdapter(site.adapters[0], LOOK_EVERY_MS);
  await odoo.stop();
  site.say(`Odoo is away for ${awayMs / 60_000} min`);
  await say(away, awayMs);
  const watched = await watch.end();
  const saidWhileAway = said.length - saidBefore;
  const queued = await outstanding(site.sql, said);
  await odoo.start();
  const back = performance.now();
  site.say(`Odoo is back; ${JSON.stringify(queued)}`);
  await finish('away');
  const drainedMs = performance.now() - back;
  site.say(`drained in ${(drainedMs / 1000).toFixed(1)} s`);
  for (const [nth, part] of after.entries()) {
    if (problems.length > 0) break;
    await say(part);
    await finish(`after, part ${nth + 1}`);
  }

  const nobody = { counted: new Map<string, number>(), received: new Map<string, number>() };
  const { verdict, snapshot } = await evening(site, day, nobody);
  problems.push(...(await givenUp(site.sql)), ...exceptionsSince(site, heard));
  const disordered = await outOfOrder(site.sql);
  return { day, verdict, problems, snapshot, said, saidWhileAway, queued, drainedMs, watched, outOfOrder: disordered };
}
