import { zero } from '@penstock/domain';
import type { Transfer } from './transfers.js';

export const aTransfer = (given: Partial<Transfer> & { id: number }): Transfer => ({
  name: `T${given.id}`,
  state: 'assigned',
  picking_type_code: 'outgoing',
  company_id: { id: 1, name: 'My Company' },
  return_id: null,
  moves: [],
  ...given,
});

export const aMove = (given: Partial<Transfer['moves'][number]> & { id: number }): Transfer['moves'][number] => ({
  state: 'assigned',
  picking_id: null,
  product_id: { id: 3, name: 'Tee' },
  product_uom: { id: 1, name: 'Units' },
  product_uom_qty: zero,
  quantity: zero,
  sale_line_id: null,
  origin_returned_move_id: null,
  location_id: { id: 8, name: 'WH/Stock' },
  ...given,
});
