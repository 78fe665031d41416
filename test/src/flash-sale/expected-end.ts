import { setTimeout as wait } from 'node:timers/promises';
import { until } from '@penstock/testing/stack';
import { compared, noted, type Row } from '../measuring/row.js';
import type { TestChannel } from '../inventory-site/channels/open-channels.js';
import type { Propagator } from '../inventory-site/propagator.js';
import type { Site } from '../inventory-site/site.js';
import { untilTold } from '../inventory-site/stock-up.js';
import { type Backlog, backlogsOf } from './backlog.js';

const TOLD_EVERY_MILLIS = 10_000;
/** How far an expected end may be from the real one. */
const OFF_BY = 0.2;

/** Prints, while something is on, what the service says of its backlogs. */
export async function tellBacklogs(
  replica: Propagator,
  say: (line: string) => void,
  isOn: () => boolean,
): Promise<void> {
  for (let next = Date.now() + TOLD_EVERY_MILLIS; isOn(); await wait(250)) {
    if (Date.now() < next) continue;
    next += TOLD_EVERY_MILLIS;
    const backlogs = await backlogsOf(replica.url);
    say(backlogs.length === 0 ? 'the service does not say yet' : backlogs.map(sentence).join('; '));
  }
}

const sentence = ({ destination, pending, expectedEnd }: Backlog): string =>
  pending === 0
    ? `${destination}: nothing`
    : `${destination}: ${pending} listings, done in ${expectedEnd === null ? 'unknown time' : `${Math.round(expectedEnd)} s`}`;

/** When the service expects each backlog to end, and when it did. */
export async function expectAndWait(
  site: Site,
  replica: Propagator,
  channels: readonly TestChannel[],
  listings: number,
  say: (line: string) => void,
): Promise<Row[]> {
  const { asked, expected } = await freshBacklogs(replica, channels.length);
  for (const backlog of expected) say(`expected: ${sentence(backlog)}`);
  await untilTold(site, listings);
  const rows = await Promise.all(
    channels.map(async (channel) => {
      const backlog = expected.find(({ destination }) => destination === channel.destination);
      const last = (await channel.calls()).at(-1)?.at ?? asked;
      return endRows(channel.destination, backlog, Math.max(0, last - asked) / 1000);
    }),
  );
  return rows.flat();
}

/** What the service says as soon as it says something else than before: a figure that it has read is good for ten seconds. */
async function freshBacklogs(replica: Propagator, channels: number): Promise<{ asked: number; expected: Backlog[] }> {
  const pendingIn = (backlogs: readonly Backlog[]): string => backlogs.map(({ pending }) => pending).join();
  const before = pendingIn(await backlogsOf(replica.url));
  let [asked, expected]: [number, Backlog[]] = [Date.now(), []];
  const isFresh = await until(
    async () => {
      asked = Date.now();
      expected = await backlogsOf(replica.url);
      return expected.length === channels && pendingIn(expected) !== before;
    },
    { withinMs: PATIENCE_MS, everyMs: 250 },
  );
  if (!isFresh && expected.length < channels)
    throw new Error(`the metrics of the service name ${expected.length} of ${channels} channels`);
  return { asked, expected };
}

const PATIENCE_MS = 30_000;
/** A backlog that is done so soon says nothing about expectations. */
const TOO_SHORT_SECONDS = 5;

function endRows(destination: string, backlog: Backlog | undefined, seconds: number): Row[] {
  const { pending = 0, expectedEnd = null } = backlog ?? {};
  const rows = [noted(`${destination}: listings to be told after the sale`, pending, 'listings')];
  if (pending === 0 || seconds < TOO_SHORT_SECONDS) return rows;
  const expected = expectedEnd ?? NaN;
  const isTrue = Math.abs(expected - seconds) <= OFF_BY * seconds;
  return [
    ...rows,
    {
      ...compared(`${destination}: expected end of the backlog, against the real one`, expected, seconds, 's'),
      goal: '± 20%',
      pass: isTrue,
    },
  ];
}
