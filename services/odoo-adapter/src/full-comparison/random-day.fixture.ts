import { createOdooClient } from '@penstock/connector-odoo';
import type { AdapterUnderTest, Odoo } from '../adapter-under-test.fixture.js';
import { aLine, anOrder } from '../order.fixture.js';
import { type MovedGoods, moveGoods, newPlace, placeOf } from '../stock-moves/move-goods.fixture.js';

const SKUS = ['TEE-BLACK-M', 'TEE-BLACK-L', 'MUG-ENAMEL', 'TOTE-CANVAS', 'CAP-WAXED'];

/** The same numbers for the same seed, from 0 to below 1: mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An Odoo whose transactions can be made to take longer. */
interface SlowableOdoo extends Odoo {
  setFault(fault: { mode: 'slow'; method: string; ms: number; times: number }): void;
}

/** What people do in Odoo on a day, in no order at all, while orders come in and the adapter looks now and then. */
export class RandomDay {
  private orders = 0;
  private readonly slow: Promise<unknown>[] = [];
  private readonly patient;

  constructor(
    private readonly odoo: SlowableOdoo,
    private readonly adapter: AdapterUnderTest,
    private readonly random: () => number,
  ) {
    this.patient = createOdooClient(odoo);
  }

  async play(steps: number): Promise<void> {
    const deeds: readonly (() => Promise<void> | void)[] = [
      () => this.order(),
      () => this.adapter.ship(),
      () => this.giveBack(),
      () => this.adapter.count(this.sku(), this.upTo(150)),
      () => this.import(),
      () => this.writeQuantity(),
      () => this.moveGoods(),
      () => this.moveGoods(),
      () => this.countSlowly(),
      () => this.archive(),
      () => this.makeAndDelete(),
      () => this.adapter.poll(),
      () => this.adapter.poll(),
    ];
    for (let step = 0; step < steps; step += 1) await deeds[this.upTo(deeds.length)]?.();
    await Promise.all(this.slow);
    this.patient.close();
  }

  private upTo = (end: number): number => Math.floor(this.random() * end);
  private sku = (): string => SKUS[this.upTo(SKUS.length)] ?? 'MUG-ENAMEL';

  private async order(): Promise<void> {
    this.orders += 1;
    const id = String(this.orders);
    const quantity = String(1 + this.upTo(3));
    await this.adapter.take(anOrder({ number: id, lines: [aLine({ id, sku: this.sku(), quantity, price: '10.00' })] }));
    await this.adapter.work();
  }

  /** Goods of one of the transfers that are done come back. */
  private giveBack(): void {
    const done = this.adapter.inOdoo('stock.picking', [['state', '=', 'done'], ['return_id', '=', false], ['sale_id', '!=', false]]); // prettier-ignore
    const picking = done[this.upTo(done.length)]?.['id'];
    if (picking === undefined) return;
    const wizard = this.adapter.person('stock.return.picking', 'create', [{ picking_id: picking }]);
    for (const { id } of this.adapter.inOdoo('stock.return.picking.line', [['wizard_id', '=', wizard]])) {
      this.adapter.person('stock.return.picking.line', 'write', [[id], { quantity: 1 }]);
    }
    this.adapter.person('stock.return.picking', 'action_create_returns', [[wizard]]);
    this.adapter.ship();
  }

  /** As an import of a list does: several counts in one transaction. */
  private import(): void {
    const quants = SKUS.slice(0, 3).flatMap((sku) => this.adapter.enterCount(sku, this.upTo(150)));
    this.adapter.person('stock.quant', 'action_apply_inventory', [quants]);
  }

  /** In from a supplier, back to one, to another place of ours, or by way of transit. */
  private moveGoods(): void {
    const { adapter } = this;
    const [supplier, transit] = [placeOf(adapter, 'supplier'), placeOf(adapter, 'transit')];
    const [stock, shop] = [adapter.stock, newPlace(adapter, 'Shop')];
    const ways: readonly Pick<MovedGoods, 'kind' | 'from' | 'to'>[] = [
      { kind: 'incoming', from: supplier, to: stock },
      { kind: 'outgoing', from: stock, to: supplier },
      { kind: 'internal', from: stock, to: shop },
      { kind: 'internal', from: shop, to: stock },
      { kind: 'internal', from: stock, to: transit },
      { kind: 'internal', from: transit, to: shop },
    ];
    const way = ways[this.upTo(ways.length)];
    if (way) moveGoods(adapter, { ...way, sku: this.sku(), quantity: 1 + this.upTo(9) });
  }

  private writeQuantity(): void {
    const place = [['product_id', '=', this.adapter.productId(this.sku())], ['location_id', '=', this.adapter.stock]]; // prettier-ignore
    const [quant] = this.adapter.inOdoo('stock.quant', place);
    if (quant) this.adapter.person('stock.quant', 'write', [[quant['id']], { quantity: this.upTo(150) }]);
  }

  /** Begins now and commits later than what follows it. */
  private countSlowly(): void {
    const ids = this.adapter.enterCount(this.sku(), this.upTo(150));
    this.odoo.setFault({ mode: 'slow', method: 'action_apply_inventory', ms: 300, times: 1 });
    this.slow.push(this.patient.call('stock.quant', 'action_apply_inventory', { ids }));
  }

  private archive(): void {
    const product = this.adapter.productId('CAP-WAXED') as number | undefined;
    if (product === undefined) return;
    this.adapter.person('product.product', 'write', [[product], { active: false }]);
    this.adapter.person('product.product', 'write', [[product], { active: true }]);
  }

  private async makeAndDelete(): Promise<void> {
    const product = this.adapter.makeProduct(`BRIEF-${this.upTo(1_000_000)}`) as number[];
    if (this.random() < 0.5) await this.adapter.poll();
    this.adapter.person('product.product', 'unlink', [product]);
  }
}
