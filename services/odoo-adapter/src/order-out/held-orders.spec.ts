import { OdooValidation } from '@penstock/connector-odoo';
import { HttpUnavailable } from '@penstock/http';
import { type Failure, Transient, UnitsOfWork } from '@penstock/messaging';
import { describe, expect, it } from 'vitest';
import { asFailure } from '../as-failure.js';
import { HeldOrders } from './held-orders.js';

/** One whose database must not be asked: reading any of it fails the test. */
const NO_UNITS: UnitsOfWork = Object.create(UnitsOfWork.prototype, {
  database: {
    get: () => {
      throw new Error('the database was asked');
    },
  },
});

const whileMapping = (error: Error) => new HeldOrders(NO_UNITS, { current: () => Promise.reject(error) });

const failing = (error: OdooValidation | HttpUnavailable) => asFailure(error) as Failure;

const DOWN = new HttpUnavailable('ECONNREFUSED', { client: 'odoo', method: 'POST', path: '/jsonrpc' });
const REFUSED = new OdooValidation('Invalid field', { call: 'account.tax.search_read', odooName: 'ValueError' });

describe('while there is no mapping, held orders', () => {
  it.each([
    ['something is missing in Odoo', new Transient('NOT_MAPPED', 'no tax VAT 19%')],
    ['Odoo is away', failing(DOWN)],
  ])('stay held where %s', async (_, error) => {
    expect(await whileMapping(error).turn()).toBe(false);
  });

  it.each([
    ['Odoo refuses the look itself', failing(REFUSED)],
    ['the program is wrong', new TypeError('problems is not iterable')],
  ])('hide no failure where %s', async (_, error) => {
    await expect(whileMapping(error).turn()).rejects.toBe(error);
  });
});
