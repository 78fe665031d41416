import { expect, it } from 'vitest';
import { reportedAs } from './delivery-ids.js';

it('a transfer’s external id names the shipment it was reported as, and no return', () => {
  expect(reportedAs('shp_4xk')).toEqual(['shp_4xk']);
  expect(reportedAs('shp_4xk_2')).toEqual(['shp_4xk']);
  expect(reportedAs('ret_4xk')).toEqual([]);
  expect(reportedAs('picking_out')).toEqual([]);
});
