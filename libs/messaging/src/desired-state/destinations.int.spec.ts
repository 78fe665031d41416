import { until } from '@penstock/testing/stack';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServiceUnderTest } from '../testing/index.js';
import { Loops } from '../unit-of-work/loop.js';
import { Wake } from '../unit-of-work/wake.js';
import { NotNow } from './desired-state.js';
import { makeDue, shown, signService, Town, turn, want } from './signs.fixture.js';

let service: ServiceUnderTest;
let town: Town;

beforeAll(async () => void (service = await signService(await freshDatabase())));
beforeEach(async () => {
  await service.empty();
  town = new Town();
});
afterAll(() => service?.close());

const eventually = async (condition: () => boolean | Promise<boolean>): Promise<void> =>
  expect(await until(condition, { withinMs: 20_000, everyMs: 10 })).toBe(true);

/** A promise that somebody else keeps. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  return { opened: new Promise<void>((resolve) => (open = resolve)), open: () => open() };
}

describe('a destination that takes nothing for now', () => {
  it('is left alone until it says, and its rows are as untried as before', async () => {
    await want(service.units, 'a', '1');
    town.answers = [new NotNow('THROTTLED', 1_000, 'enough for now')];
    const loop = town.loop(service.units);
    await turn(loop);
    expect(await turn(loop)).toBe(false);
    expect(town.calls).toHaveLength(1);
    const [row] = await service.query('SELECT attempts, leased_until <= now() AS free FROM sign');
    expect(row).toEqual({ attempts: 0, free: true });
    await want(service.units, 'urgent', 'now', { priority: 0 });
    await eventually(() => turn(loop));
    expect(town.calls[1]).toEqual(['a=1', 'urgent=now']);
  });

  it('is tried again after an outage, with a pause', async () => {
    await want(service.units, 'a', '1');
    town.answers = [new Error('connection reset')];
    const loop = town.loop(service.units);
    await turn(loop);
    expect(await turn(loop)).toBe(false);
    expect(town.calls).toHaveLength(1);
    expect(loop.lastFailure).toMatchObject({ code: 'Error' });
    await makeDue(service);
    await eventually(() => turn(loop));
    expect(await shown(service)).toEqual({ a: '1' });
    expect(loop.lastFailure).toBeNull();
  });

  it('says so once, and once that it takes calls again, a restart between them or not', async () => {
    const said: (string | null)[] = [];
    const admitted = async (_unit: unknown, refusal: NotNow | null) => void said.push(refusal?.code ?? null);
    await want(service.units, 'a', '1');
    const loop = town.loop(service.units, { admitted });
    town.answers = [1, 2].map(() => new NotNow('invalid_grant', 1, 'authorise the application again'));
    await eventually(() => turn(loop));
    await eventually(() => turn(loop));
    expect(said).toEqual(['invalid_grant']);
    expect(town.calls).toHaveLength(2);
    const restarted = town.loop(service.units, { admitted });
    await turn(restarted);
    await want(service.units, 'a', '2');
    await turn(restarted);
    expect(said).toEqual(['invalid_grant', null]);
  });

  it('is asked by one call whether it is back, and its calls that failed together are one failure', async () => {
    for (const place of ['a', 'b', 'c', 'd', 'e', 'f']) await want(service.units, place, '1');
    const together = gate();
    town.meanwhile = () => together.opened;
    town.answers = [1, 2, 3].map(() => new Error('timeout'));
    const loop = town.loop(service.units, { batchSize: 1, concurrency: 3 });
    for (let n = 0; n < 3; n += 1) await loop.turn();
    await eventually(() => town.calls.length === 3);
    together.open();
    await loop.settled();
    expect(await loop.turn()).toBe(false);
    const again = gate();
    town.meanwhile = () => again.opened;
    const begun = performance.now();
    await eventually(() => loop.turn()); // after the pause of one failure, not of three
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(town.calls).toHaveLength(4);
    const next = loop.turn(); // waits for what comes of it
    again.open();
    expect(await next).toBe(true);
    await eventually(async () => !(await turn(loop)));
    expect(loop.lastFailure).toBeNull();
  });

  it('delays no other', async () => {
    const hanging = gate();
    const village = new Town();
    village.meanwhile = () => hanging.opened;
    const wake = new Wake();
    const loops = new Loops(wake);
    loops.start([town.loop(service.units), village.loop(service.units, { destination: 'village' })]);
    await want(service.units, 'v', '1', { destination: 'village' });
    await eventually(() => village.calls.length === 1);
    for (let n = 0; n < 5; n += 1) {
      await want(service.units, 't', String(n));
      wake.all();
      await eventually(async () => (await shown(service))['t'] === String(n));
    }
    expect((await shown(service))['v']).toBeNull();
    hanging.open();
    await loops.stop();
    expect((await shown(service))['v']).toBe('1');
  });
});

describe('several calls at once', () => {
  it('are as many as the destination allows, and never two for one row', async () => {
    const held = gate();
    town.meanwhile = () => held.opened;
    for (const place of ['a', 'b', 'c', 'd', 'e']) await want(service.units, place, '1');
    const loop = town.loop(service.units, { batchSize: 1, concurrency: 3 });
    for (let n = 0; n < 3; n += 1) expect(await loop.turn()).toBe(true);
    await eventually(() => town.calls.length === 3);
    for (const place of ['a', 'b', 'c']) await want(service.units, place, '2');
    const more = loop.turn(); // waits for a place
    held.open();
    expect(await more).toBe(true);
    expect(town.calls).toHaveLength(3);
    town.meanwhile = undefined;
    while ((await turn(loop)) || Object.values(await shown(service)).includes(null));
    expect(town.calls.slice(0, 3)).toEqual([['a=1'], ['b=1'], ['c=1']]);
    expect(await shown(service)).toEqual({ a: '2', b: '2', c: '2', d: '1', e: '1' });
  });

  it('of two replicas are never for the same row, and the last value stands', async () => {
    const inFlight = new Set<string>();
    let clashes = 0;
    town.meanwhile = async (rows) => {
      for (const { place } of rows) clashes += inFlight.has(place) ? 1 : 0;
      for (const { place } of rows) inFlight.add(place);
      await new Promise((resolve) => setImmediate(resolve));
      for (const { place } of rows) inFlight.delete(place);
    };
    const wake = new Wake();
    const replicas = [1, 2].map(() => new Loops(wake));
    for (const loops of replicas) {
      loops.start([town.loop(service.unitsOn(service.database), { batchSize: 3, concurrency: 2 })]);
    }
    const places = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    for (let n = 1; n <= 30; n += 1) {
      await Promise.all(places.map((place) => want(service.units, place, String(n))));
      wake.all();
    }
    await eventually(async () => Object.values(await shown(service)).every((text) => text === '30'));
    await Promise.all(replicas.map((loops) => loops.stop()));
    expect(clashes).toBe(0);
    expect(town.calls.length).toBeGreaterThan(2);
  });
});

describe('a process that stands still beyond its lease', () => {
  const endLeases = () =>
    service.query(`UPDATE sign SET leased_until = now() - interval '1 ms' WHERE leased_until > now()`);

  it('has the last value told again, since its own call may have arrived last', async () => {
    await want(service.units, 'a', 'old');
    town.meanwhile = async () => {
      town.meanwhile = undefined;
      await want(service.units, 'a', 'new');
      await endLeases();
      await turn(town.loop(service.units)); // another replica tells the newer wish meanwhile
    };
    const frozen = town.loop(service.units);
    await turn(frozen);
    expect(town.calls).toEqual([['a=old'], ['a=new']]);
    await turn(frozen);
    expect(town.calls.at(-1)).toEqual(['a=new']);
    expect(town.calls).toHaveLength(3);
    expect(await turn(frozen)).toBe(false);
  });
});

describe('a destination that gathers', () => {
  it('is told of what changed meanwhile in one call, and of what comes after a pause at once', async () => {
    await want(service.units, 'a', '1');
    const loop = town.loop(service.units, { gatherMillis: 300 });
    await turn(loop);
    for (const [place, text] of [
      ['a', '2'],
      ['b', '1'],
      ['a', '3'],
    ] as const) {
      await want(service.units, place, text);
      expect(await turn(loop)).toBe(false);
    }
    expect(town.calls).toEqual([['a=1']]);
    await eventually(() => turn(loop));
    expect(town.calls).toEqual([['a=1'], ['a=3', 'b=1']]);
    expect(await shown(service)).toEqual({ a: '3', b: '1' });
  });

  it('lets nobody wait who comes in a full call: there is a backlog', async () => {
    for (const place of ['a', 'b', 'c']) await want(service.units, place, '1');
    const loop = town.loop(service.units, { gatherMillis: 60_000, batchSize: 1 });
    for (let call = 0; call < 3; call += 1) expect(await turn(loop)).toBe(true);
    expect(town.calls).toHaveLength(3);
  });
});
