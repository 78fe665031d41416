import { type Decimal, decimalText, zero } from '@penstock/domain';
import type { AdapterUnderTest } from '../adapter-under-test.fixture.js';

interface Counted {
  readonly productId: string;
  readonly locationId: string;
  readonly counted: { readonly amount: Decimal };
}
interface Adjusted {
  readonly productId: string;
  readonly locationId: string;
  readonly delta: { readonly amount: Decimal };
}
interface Received {
  readonly productId: string;
  readonly locationId: string;
  readonly quantity: { readonly amount: Decimal };
}
interface Transferred {
  readonly productId: string;
  readonly fromLocationId: string;
  readonly toLocationId: string;
  readonly quantity: { readonly amount: Decimal };
}
interface Shipped {
  readonly lines: readonly {
    readonly productId: string;
    readonly locationId: string;
    readonly quantity: { readonly amount: Decimal };
  }[];
}

/** What ledgers believe after everything that was said: opening, adjustments, receipts, transfers and shipments added up; places with nothing are left out. */
export async function ledgerOf(adapter: AdapterUnderTest): Promise<Record<string, string>> {
  const sums = new Map<string, Decimal>();
  const add = (productId: string, locationId: string, delta: Decimal) => {
    const key = `${productId} ${locationId}`;
    sums.set(key, (sums.get(key) ?? zero).plus(delta));
  };
  const said = async <T>(name: string) => (await adapter.said(name)) as unknown as T[];
  for (const { productId, locationId, counted } of await said<Counted>('CycleCountCompleted'))
    add(productId, locationId, counted.amount);
  for (const { productId, locationId, delta } of await said<Adjusted>('StockAdjusted'))
    add(productId, locationId, delta.amount);
  for (const { productId, locationId, quantity } of await said<Received>('GoodsReceived'))
    add(productId, locationId, quantity.amount);
  for (const { productId, fromLocationId, toLocationId, quantity } of await said<Transferred>('TransferCompleted')) {
    add(productId, fromLocationId, quantity.amount.times('-1'));
    add(productId, toLocationId, quantity.amount);
  }
  for (const { lines } of await said<Shipped>('ShipmentConfirmed'))
    for (const { productId, locationId, quantity } of lines) add(productId, locationId, quantity.amount.times('-1'));
  return stockText(sums);
}

/** By product and place, as text; sorted. */
export const stockText = (sums: ReadonlyMap<string, Decimal>): Record<string, string> =>
  Object.fromEntries(
    [...sums]
      .filter(([, amount]) => !amount.eq(zero))
      .map(([key, amount]): [string, string] => [key, decimalText(amount)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
