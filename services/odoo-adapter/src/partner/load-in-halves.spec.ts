import { type OdooClient, OdooLostRace, OdooValidation } from '@penstock/connector-odoo';
import { describe, expect, it } from 'vitest';
import { loadInHalves } from './load-in-halves.js';

const facts = { call: 'res.partner.load', odooName: null };

/** Takes what it is given, unless one of it is bad; ids count from 1. */
function anOdoo(refusal = new OdooValidation('no', facts) as Error) {
  const calls: number[] = [];
  let last = 0;
  const load = (_: string, __: readonly string[], rows: readonly (readonly string[])[]) => {
    calls.push(rows.length);
    if (rows.some(([name]) => name === 'bad')) return Promise.reject(refusal);
    return Promise.resolve(rows.map(() => ++last));
  };
  return { calls, client: { load } as Pick<OdooClient, 'load'> as OdooClient };
}

const contacts = (...names: string[]) => names.map((name) => [name, { name }] as const);

describe('contacts made in one call', () => {
  it('are all made but the one that Odoo refuses', async () => {
    const { client, calls } = anOdoo();
    const ids = await loadInHalves(client, { id: 1 }, contacts('a', 'b', 'bad', 'c', 'd'));
    expect([...ids]).toEqual([['a', 1], ['b', 2], ['bad', null], ['c', 3], ['d', 4]]); // prettier-ignore
    expect(calls).toEqual([5, 3, 2, 1, 2]);
  });

  it('are none of them made by halves when another process was faster: they are to be looked up', async () => {
    const { client, calls } = anOdoo(new OdooLostRace('duplicate key', facts));
    await expect(loadInHalves(client, { id: 1 }, contacts('a', 'bad'))).rejects.toThrow(OdooLostRace);
    expect(calls).toEqual([2]);
  });
});
