import type { DayOrder } from '../plan/day.js';
import { nameOf } from './orders.js';
import type { MoveRow, Snapshot } from './snapshot.js';
import type { Verdict } from './verdict.js';

/** What really left, what came back, and what is still planned, line by line, from the moves themselves. */
export function checkDeliveries(orders: readonly DayOrder[], found: Snapshot): Partial<Verdict> {
  const lost: string[] = [];
  const doubled: string[] = [];
  const wrong: string[] = [];
  const rows = new Map(found.orders.map((row) => [row.client_order_ref, row]));
  const moves = Map.groupBy(found.moves, ({ sale_line_id: line }) => (line === false ? 0 : line[0]));
  for (const order of orders) {
    const row = rows.get(order.orderNumber);
    if (!row) continue; // lost, and told as such
    for (const line of order.expected.lines) {
      const record = found.externalIds.get(`${order.orderId}_${line.lineId}`);
      const own = moves.get(Number(record?.split(' ')[1] ?? -1)) ?? [];
      const goesOut = (move: MoveRow): boolean => found.customerPlaces.has(move.location_dest_id[0]);
      const done = own.filter(({ state }) => state === 'done');
      const open = own.filter(({ state }) => state !== 'done' && state !== 'cancel');
      const name = `${nameOf(order, row)}: line ${line.lineId} of ${line.sku}`;
      const compare = (what: string, is: number, must: number): void => {
        if (is === must) return;
        (is < must ? lost : doubled).push(`${name} has ${is} pieces ${what} instead of ${must}`);
      };
      compare('that left', sum(done.filter(goesOut), 'quantity'), line.shipped);
      compare('that came back', sum(done.filter((move) => !goesOut(move)), 'quantity'), line.returned); // prettier-ignore
      compare('still to be delivered', sum(open.filter(goesOut), 'product_uom_qty'), line.owed);
      const back = sum(open.filter((move) => !goesOut(move)), 'product_uom_qty'); // prettier-ignore
      if (back > 0) wrong.push(`${name} has ${back} pieces on a return that is not done`);
    }
  }
  return { lost, doubled, wrong };
}

const sum = (moves: readonly MoveRow[], field: 'quantity' | 'product_uom_qty'): number =>
  moves.reduce((total, move) => total + move[field], 0);
