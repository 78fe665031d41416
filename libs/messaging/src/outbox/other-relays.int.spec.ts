import { setImmediate as breath } from 'node:timers/promises';
import type { Listener } from '@penstock/persistence';
import pg from 'pg';
import { freshDatabase, testStack, uniquePrefix } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainCodec } from '../testing/index.js';
import { Loops } from '../unit-of-work/loop.js';
import { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import { Wake } from '../unit-of-work/wake.js';
import { Handover } from './handover.js';
import { hearOthers } from './hear-others.js';
import { OtherRelays } from './other-relays.js';
import { eventually, Outbox } from './outbox.fixture.js';
import { outboxChannel, ROWS_UNSENT } from './outbox-channel.js';
import { LANES } from './outbox-store.js';
import { Relay } from './relay.js';

const SCHEMA = 'tally';
/** So long that nothing here is found by the clock. */
const NEVER = 3_600_000;

let outbox: Outbox;
let ending: (() => Promise<void>)[];

beforeEach(async () => {
  outbox = await Outbox.open({ ...testStack(), url: await freshDatabase(), prefix: uniquePrefix() });
  ending = [];
});
afterEach(async () => {
  for (const end of ending.toReversed()) await end();
  await outbox?.close();
});

/** A process that sends what all say, and looks only when it is woken. */
async function sender(): Promise<{ relay: Relay; handover: Handover; hearing: Listener }> {
  const { database } = outbox.service;
  const wake = new Wake();
  const handover = new Handover();
  const relay = new Relay(database, outbox.producer, handover);
  const hearing = hearOthers(database, SCHEMA, relay, wake);
  const loops = new Loops(wake, NEVER);
  hearing.start();
  loops.start([relay]);
  ending.push(
    () => hearing.stop(),
    () => loops.stop(),
  );
  await eventually(async () => relay.lanes.length === LANES && (await listening()).length === 1);
  return { relay, handover, hearing };
}

/** A process that writes, and whose relay holds no lane unless told. */
const writer = (handover = new Handover()): UnitsOfWork =>
  new UnitsOfWork(outbox.service.database, plainCodec, SCHEMA, new Wake(), handover, new OtherRelays(outbox.service.database)); // prettier-ignore

const listening = async (): Promise<number[]> => {
  const rows: { pid: number }[] = await outbox.service.database.query(
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE '% relay' AND query LIKE 'LISTEN%' AND state = 'idle'`,
  );
  return rows.map(({ pid }) => pid);
};

/** What is heard on the channel, one after the other. */
async function heard(): Promise<string[]> {
  const { url } = outbox.service.database.options as { url: string };
  const client = new pg.Client({ connectionString: url });
  const payloads: string[] = [];
  client.on('notification', ({ payload }) => payloads.push(payload ?? ''));
  await client.connect();
  await client.query(`LISTEN "${outboxChannel(SCHEMA)}"`);
  ending.push(() => client.end());
  return payloads;
}
const say = (payload: string) =>
  outbox.service.database.query('SELECT pg_notify($1, $2)', [outboxChannel(SCHEMA), payload]);

describe('a commit of one process', () => {
  it('wakes the relay of the process that sends its lane', async () => {
    await sender();
    const units = writer();
    for (let i = 1; i <= 3; i += 1) {
      await outbox.write('woken', 1, units);
      await eventually(async () => (await outbox.unsent()) === 0);
    }
    await outbox.expectInOrder(1, 3);
  });

  it('wakes it again after the connection it listened on was ended by the server', async () => {
    await sender();
    const [ended] = await listening();
    await outbox.service.database.query('SELECT pg_terminate_backend($1)', [ended]);
    await eventually(async () => (await listening()).some((pid) => pid !== ended));
    await outbox.write('woken again', 1, writer());
    await outbox.expectInOrder(1, 1);
  });

  it('that nobody heard of is found as soon as somebody listens again', async () => {
    await sender();
    await outbox.write('unheard', 1); // by units that notify nobody
    expect(await outbox.unsent()).toBe(1);
    const [ended] = await listening();
    await outbox.service.database.query('SELECT pg_terminate_backend($1)', [ended]);
    await outbox.expectInOrder(1, 1);
  });

  it('notifies nobody when this process sends all lanes itself', async () => {
    const payloads = await heard();
    const handover = new Handover();
    handover.sends(Array.from({ length: LANES }, (_, lane) => lane));
    const units = writer(handover);
    for (let i = 0; i < 5; i += 1) await outbox.write(`own-${i}`, 1, units);
    await say('the end');
    await eventually(() => payloads.includes('the end'));
    expect(payloads).toEqual(['the end']);
  });

  it('that fails to notify is a commit all the same', async () => {
    const { database } = outbox.service;
    await database.query('ALTER FUNCTION pg_notify(text, text) RENAME TO pg_notify_away');
    await expect(outbox.write('unannounced', 1, writer())).resolves.toBeUndefined();
    expect(await outbox.unsent()).toBe(1);
  });
});

describe('many commits', () => {
  it('notify at most once in 10 ms, and once after the last', async () => {
    const payloads = await heard();
    const others = new OtherRelays(outbox.service.database);
    const begun = performance.now();
    let asked = 0;
    for (; performance.now() - begun < 300; asked += 1) {
      others.wake();
      await breath();
    }
    others.wake();
    const before = payloads.length;
    await eventually(() => payloads.length > before); // the last ones are not forgotten
    const elapsed = performance.now() - begun;
    expect(asked).toBeGreaterThan(payloads.length);
    expect(payloads.length).toBeLessThanOrEqual(Math.ceil(elapsed / 10) + 1);
    expect(new Set(payloads)).toEqual(new Set([ROWS_UNSENT]));
  });
});
