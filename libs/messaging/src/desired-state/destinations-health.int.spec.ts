import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServiceUnderTest } from '../testing/index.js';
import { DestinationsHealth } from './destinations-health.js';
import { signService, Town, turn, want } from './signs.fixture.js';

let service: ServiceUnderTest;

beforeAll(async () => void (service = await signService(await freshDatabase())));
afterAll(() => service?.close());

it('readiness shows what a destination is yet to be told and why it is not, and nothing of one that holds all', async () => {
  const town = new Town();
  const loop = town.loop(service.units);
  const looked = async () => {
    const health = new DestinationsHealth(service.database, [loop]); // what one has read is good for ten seconds
    await health.look();
    return health.details();
  };
  expect(await looked()).toBeUndefined();
  for (const place of ['a', 'b', 'c']) await want(service.units, place, '1');
  town.answers = [new Error('connection reset')];
  await turn(loop);
  expect(await looked()).toMatchObject({
    town: { pending: 3, perSecond: null, expectedEnd: null, failure: { code: 'Error' } },
  });
  await service.query(`UPDATE sign SET desired_version = confirmed_version`);
  expect(await looked()).toMatchObject({ town: { pending: 0, failure: { code: 'Error' } } });
});
