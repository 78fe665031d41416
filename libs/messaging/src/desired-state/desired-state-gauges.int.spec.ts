import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Figures, figuresOf, measureSpecs } from '../gauges/figures.fixture.js';
import { Readings } from '../gauges/readings.js';
import type { ServiceUnderTest } from '../testing/index.js';
import { desiredStateGauges, secondsLeft } from './desired-state-gauges.js';
import { makeDue, signService, Town, turn, want } from './signs.fixture.js';

let service: ServiceUnderTest;
let town: Town;

measureSpecs();
beforeAll(async () => void (service = await signService(await freshDatabase())));
beforeEach(async () => {
  await service.empty();
  town = new Town();
});
afterAll(() => service?.close());

const pending = (never: number, inVain: number): Figures => ({
  'name="signs",destination="town",pushed="never"': never,
  'name="signs",destination="town",pushed="in_vain"': inVain,
  'name="signs",destination="elsewhere",pushed="never"': 0,
  'name="signs",destination="elsewhere",pushed="in_vain"': 0,
});

it('what is to be told is in the metrics until it is, with its age and its expected end', async () => {
  const loop = town.loop(service.units);
  const elsewhere = town.loop(service.units, { destination: 'elsewhere' });
  const figures = async (name: string) => {
    const end = desiredStateGauges(new Readings(service.database), [loop, elsewhere]);
    const found = await figuresOf(`penstock_desired_state_${name}`);
    end(); // what it has read once is good for ten seconds
    return found;
  };
  for (const place of ['a', 'b', 'c']) await want(service.units, place, '1');
  await service.query(`UPDATE sign SET wanted_since = now() - interval '90 s' WHERE place = 'b'`);
  town.answers = [{ kind: 'later', reason: 'not now' }];
  await turn(loop);
  expect(await figures('pending')).toEqual(pending(1, 2));
  const age = (await figures('oldest_age'))['name="signs",destination="town"'];
  expect(age).toBeGreaterThanOrEqual(90);
  expect(age).toBeLessThan(120);
  expect(await figures('expected_end')).toEqual({ 'name="signs",destination="elsewhere"': 0 });

  await turn(loop);
  expect(Object.keys(await figures('expected_end'))).toContain('name="signs",destination="town"');
  await makeDue(service);
  await turn(loop);
  expect(await figures('pending')).toEqual(pending(0, 0));
  expect(await figures('oldest_age')).toMatchObject({ 'name="signs",destination="town"': 0 });
});

it('a backlog lasts as long as its rows take, and nobody knows how long where none is taken', () => {
  expect([secondsLeft(0, null), secondsLeft(100, 5), secondsLeft(100, null), secondsLeft(1, 0)]).toEqual([0, 20, null, null]); // prettier-ignore
});
