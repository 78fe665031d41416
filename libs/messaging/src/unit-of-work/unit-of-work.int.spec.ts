import { AvailabilityChanged } from '@penstock/contracts';
import { type Decimal, decimal } from '@penstock/domain';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cause } from '../cause.fixture.js';
import { runOrRehearse } from '../dead-letters/rehearse.js';
import { say } from '../handling/outgoing.js';
import { availability, tallies, tallyOn } from '../inbox/runner.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';
import type { UnitOfWork } from './unit-of-work.js';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
  await service.query(`ALTER TABLE outbox ADD CONSTRAINT no_p2 CHECK (key <> 'p2')`);
});
afterEach(() => service.query('TRUNCATE stream_head, outbox, tally'));
afterAll(() => service?.close());

const saying = (product: string) => async (unit: UnitOfWork) => {
  unit.emit(say(AvailabilityChanged, availability(product, decimal('5'))), cause);
  return product;
};
const inDatabase = async () => ({
  said: await service.query('SELECT key FROM outbox'),
  heads: await service.query('SELECT key FROM stream_head'),
  rows: await service.query('SELECT product_id AS key FROM tally'),
});
const none = { said: [], heads: [], rows: [] };

/** Saves a row, beside the event or without one. */
const saving =
  (total: Decimal, also: (unit: UnitOfWork) => Promise<unknown> = saying('p1')) =>
  async (unit: UnitOfWork) => {
    unit.save(tallies.save({ productId: 'p1', total, story: '' }));
    await also(unit);
  };
const silently = async () => undefined;

describe('events that are sent to the database together with COMMIT', () => {
  it('are there when it is done', async () => {
    expect(await service.units.run(cause, saying('p1'))).toBe('p1');
    expect(await inDatabase()).toEqual({ ...none, said: [{ key: 'p1' }], heads: [{ key: 'p1' }] });
  });

  it('leave nothing behind where the database refuses them, and say why', async () => {
    await expect(service.units.run(cause, saying('p2'))).rejects.toThrow('no_p2');
    expect(await inDatabase()).toEqual(none);
  });

  it('are refused in a rehearsal as well, which keeps nothing of the others either', async () => {
    await expect(runOrRehearse(service.units, true, saying('p2'))).rejects.toThrow('no_p2');
    expect(await runOrRehearse(service.units, true, saying('p1'))).toBe('p1');
    expect(await inDatabase()).toEqual(none);
  });
});

describe.each([
  ['beside an event', saying('p1')],
  ['alone', silently],
])('rows that are sent to the database together with COMMIT, %s', (_, also) => {
  it('are there when it is done', async () => {
    await service.units.run(cause, saving(decimal('5'), also));
    expect((await inDatabase()).rows).toEqual([{ key: 'p1' }]);
  });

  it('leave nothing behind where the database refuses them, and say why', async () => {
    await expect(service.units.run(cause, saving(decimal('5000'), also))).rejects.toMatchObject({ code: '23514' });
    expect(await inDatabase()).toEqual(none);
  });

  it('leave nothing behind where they cannot even be sent', async () => {
    const unwritable = { toFixed: 'no function' } as unknown as Decimal;
    await expect(service.units.run(cause, saving(unwritable, also))).rejects.toThrow(TypeError);
    expect(await inDatabase()).toEqual(none);
  });

  it('are refused in a rehearsal as well', async () => {
    await expect(runOrRehearse(service.units, true, saving(decimal('5000'), also))).rejects.toMatchObject({
      code: '23514',
    });
    await runOrRehearse(service.units, true, saving(decimal('5'), also));
    expect(await inDatabase()).toEqual(none);
  });
});
