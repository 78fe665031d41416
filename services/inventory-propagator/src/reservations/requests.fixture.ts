import type { EventMeta, OrderUpdated, ReleaseRequested, ReservationRequested } from '@penstock/contracts';
import { aMeta, anOrder, at, pieces } from '../events.fixture.js';

type Less<T> = Partial<Omit<T, 'meta'>> & { readonly meta?: Partial<EventMeta> };
type RequestedLine = ReservationRequested['lines'][number];

const atShop = { source: { system: 'shopify:demo-shop', channel: 'demo-shop' } };

/** The order of `anOrder`, as its channel has it at half past ten. */
export function anUpdate({ meta, ...rest }: Less<OrderUpdated> = {}): OrderUpdated {
  const { placedAt: _at, tenders: _tenders, channelReferences: _names, test: _test, tags: _tags, ...order } = anOrder();
  return { ...order, updatedAt: at('10:30'), removedLines: [], ...rest, meta: aMeta({ ...atShop, ...meta }) };
}

export const aRequestedLine = (line: Partial<RequestedLine> = {}): RequestedLine => ({
  lineId: 'orl_1',
  productId: null,
  sku: 'TEE',
  quantity: pieces('2'),
  ...line,
});

export const aRequest = ({ meta, ...rest }: Less<ReservationRequested> = {}): ReservationRequested => ({
  orderId: 'ord_1',
  policy: 'UNKNOWN',
  expiresAt: null,
  priority: 100,
  backorder: false,
  lines: [aRequestedLine()],
  ...rest,
  meta: aMeta({ ...atShop, ...meta }),
});

export const aRelease = ({ meta, ...rest }: Less<ReleaseRequested> = {}): ReleaseRequested => ({
  orderId: 'ord_1',
  reason: 'CHECKOUT_ABANDONED',
  lines: null,
  ...rest,
  meta: aMeta({ ...atShop, ...meta }),
});
