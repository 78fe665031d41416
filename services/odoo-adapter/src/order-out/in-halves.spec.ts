import {
  OdooConcurrency,
  OdooLostRace,
  OdooServer,
  OdooTooLarge,
  OdooValidation,
  OdooWizard,
} from '@penstock/connector-odoo';
import { HttpAmbiguous } from '@penstock/http';
import { describe, expect, it } from 'vitest';
import { inHalves } from './in-halves.js';

const facts = { call: 'sale.order.load', odooName: null };
const refusal = new OdooValidation('no', facts);

/** A call that some items spoil for all. */
function calling(spoilt: ReadonlyMap<number, Error>) {
  const calls: number[][] = [];
  const call = (items: readonly number[]) => {
    calls.push([...items]);
    const [error] = items.flatMap((item) => spoilt.get(item) ?? []);
    return error ? Promise.reject(error) : Promise.resolve();
  };
  return { calls, call };
}

describe('a call for many', () => {
  const items = [1, 2, 3, 4, 5, 6, 7, 8];

  it('is one call where nobody is refused, and none for nobody', async () => {
    const { calls, call } = calling(new Map());
    expect(await inHalves(items, call)).toEqual(new Map());
    expect(await inHalves([], call)).toEqual(new Map());
    expect(calls).toEqual([items]);
  });

  it('that is refused is halved until the culprits stand alone, and carries all others', async () => {
    const { calls, call } = calling(
      new Map<number, Error>([
        [3, refusal],
        [8, new OdooWizard('sale.wizard', facts)],
      ]),
    );
    const failed = await inHalves(items, call);
    expect([...failed.keys()]).toEqual([3, 8]);
    const carried = calls.filter((each) => !each.includes(3) && !each.includes(8)).flat();
    expect(carried.sort()).toEqual([1, 2, 4, 5, 6, 7]);
  });

  it.each([
    ['a race that one of them lost', new OdooLostRace('duplicate key', facts)],
    [
      'a mistake in Odoo that one of them meets',
      new OdooServer('division by zero', { ...facts, odooName: 'builtins.ZeroDivisionError' }),
    ],
  ])('carries the others past %s', async (_, error) => {
    const { calls, call } = calling(new Map([[3, error]]));
    expect(await inHalves(items, call)).toEqual(new Map([[3, error]]));
    expect(
      calls
        .filter((each) => !each.includes(3))
        .flat()
        .sort(),
    ).toEqual([1, 2, 4, 5, 6, 7, 8]);
  });

  it('that is too large is halved until it is not', async () => {
    const sizes: number[] = [];
    const failed = await inHalves(items, (part) => {
      sizes.push(part.length);
      return part.length > 3 ? Promise.reject(new OdooTooLarge('too much', facts)) : Promise.resolve();
    });
    expect([failed.size, sizes]).toEqual([0, [8, 4, 2, 2, 4, 2, 2]]);
  });

  it.each([
    ['a lost answer', new HttpAmbiguous('timeout', { client: 'odoo', method: 'call', path: 'load' })],
    ['a hot row', new OdooConcurrency('could not serialize access', facts)],
    ['a page of a proxy', new OdooServer('502', facts)],
  ])('that ends in %s is not repeated: all of them are to look what became of it', async (_, error) => {
    const { calls, call } = calling(new Map([[3, error]]));
    expect(await inHalves(items, call)).toEqual(new Map(items.map((item) => [item, error])));
    expect(calls).toHaveLength(1);
  });
});
