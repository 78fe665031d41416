import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServiceUnderTest } from '../testing/index.js';
import { makeDue, shown, signService, Town, turn, want } from './signs.fixture.js';

let service: ServiceUnderTest;
let town: Town;

beforeAll(async () => void (service = await signService(await freshDatabase())));
beforeEach(async () => {
  await service.empty();
  town = new Town();
});
afterAll(() => service?.close());

const wanted = (place: string, text: string, priority = 1) => want(service.units, place, text, { priority });

describe('a desired state', () => {
  it('is pushed once however often it changed before, the urgent first, so many at a time', async () => {
    for (const text of ['1', '2', '3']) await wanted('a', text);
    await wanted('b', 'x');
    await wanted('urgent', 'now', 0);
    const loop = town.loop(service.units);
    expect([await turn(loop), await turn(loop), await turn(loop)]).toEqual([true, true, false]);
    expect(town.calls).toEqual([['a=3', 'urgent=now'], ['b=x']]);
    expect(await shown(service)).toEqual({ a: '3', b: 'x', urgent: 'now' });
  });

  it('of the same priority goes out in the order in which it was wanted first', async () => {
    for (const place of ['c', 'a', 'b']) await wanted(place, 'x');
    await wanted('c', 'again'); // has waited since its first change, not since its last
    const loop = town.loop(service.units, { batchSize: 1 });
    while (await turn(loop));
    expect(town.calls).toEqual([['c=again'], ['a=x'], ['b=x']]);
  });

  it('that is never urgent is told all the same, where something urgent never ends', async () => {
    await wanted('patient', 'x', 3);
    const loop = town.loop(service.units, { batchSize: 1 });
    for (let n = 0; n < 10; n += 1) {
      await wanted('urgent', String(n), 0);
      await turn(loop);
    }
    expect(town.calls).toContainEqual(['patient=x']);
  });

  it('that changed while it was being pushed is pushed again with the last value', async () => {
    await wanted('a', 'old');
    town.meanwhile = () => wanted('a', 'new');
    const loop = town.loop(service.units);
    await turn(loop);
    town.meanwhile = undefined;
    await turn(loop);
    expect(town.calls).toEqual([['a=old'], ['a=new']]);
    expect(await shown(service)).toEqual({ a: 'new' });
  });

  it('that is refused goes out again only when something else is wanted', async () => {
    await wanted('a', 'rude');
    town.answers = [{ kind: 'refused', code: 'RUDE', reason: 'not on this sign' }];
    const loop = town.loop(service.units);
    await turn(loop);
    await turn(loop);
    expect(town.calls).toHaveLength(1);
    await wanted('a', 'kind');
    await turn(loop);
    expect(await shown(service)).toEqual({ a: 'kind' });
  });

  it('that is taken out while it is being pushed does not come back', async () => {
    await wanted('a', 'x');
    town.meanwhile = () => service.query('DELETE FROM sign');
    await turn(town.loop(service.units));
    expect(await shown(service)).toEqual({});
  });
});

describe('a row that breaks its call', () => {
  it('goes out in ever smaller company, at last alone, and keeps nobody from being told', async () => {
    const places = Array.from({ length: 20 }, (_, n) => `p${n}`);
    for (const place of [...places, 'poison']) await wanted(place, 'x');
    const loops = () => town.loop(service.units, { batchSize: 40 }); // a new one each time: it does not pause
    town.meanwhile = async (rows) => {
      if (rows.some(({ place }) => place === 'poison')) throw new Error('the sign fell on its head');
    };
    for (let n = 0; n < 40; n += 1) {
      await turn(loops());
      await makeDue(service);
    }
    expect(town.calls.at(-1)).toEqual(['poison=x']);
    const told = Object.entries(await shown(service)).filter(([, text]) => text === 'x');
    expect(told).toHaveLength(20);
  });
});
