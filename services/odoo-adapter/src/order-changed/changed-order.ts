import type { OrderUpdated } from '@penstock/contracts';
import type { OdooOrder } from '../order-out/odoo-order.js';
import type { OrderDraft } from '../order-out/order-draft.js';
import { addressHash } from './address-hash.js';
import { changedDraft, removedLines } from './changed-draft.js';

/** An order's row with the content of an update. Its state is left as it is. */
export function changed(order: OdooOrder, draft: OrderDraft, update: OrderUpdated) {
  const { personal } = update;
  const address = addressHash(personal);
  const moved = address !== null && address !== order.addressHash;
  const after = changedDraft(draft, update);
  const notYetWritten = order.state === 'held' || order.state === 'ready' || order.state === 'refused';
  return {
    ...order,
    orderNumber: update.orderNumber,
    draft: after,
    // Only while it is needed: Odoo has the person of an order that is there.
    personal: notYetWritten ? (personal ?? order.personal) : order.personal,
    subjectId: personal?.subjectId ?? order.subjectId,
    updatedAt: update.updatedAt,
    removedLines: removedLines(order.removedLines, update),
    addressHash: address ?? order.addressHash,
    shipTo: moved ? personal : order.shipTo,
    shippingChanged: order.shippingChanged || waysOf(after) !== waysOf(draft),
    // A statement made before the units were cancelled still counts them in.
    cancelledUnits: order.cancelledUnits && order.cancelledUnits.at > update.updatedAt ? order.cancelledUnits : null,
  };
}

/** The ways of delivery in the channel's words; what they cost is none of it. */
const waysOf = ({ lines }: OrderDraft): string => JSON.stringify(lines.flatMap(({ shipping }) => wordsOf(shipping)));

const wordsOf = (shipping: OrderDraft['lines'][number]['shipping'] | undefined): (string | null)[][] =>
  shipping ? [[shipping.title, shipping.code, shipping.carrier]] : [];
