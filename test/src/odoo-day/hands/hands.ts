import type { Random } from '../../measuring/random.js';
import type { ByHand } from '../check/stock.js';
import type { DayProduct, Stage } from '../plan/day.js';
import type { Warehouse } from '../site/warehouse.js';

/**
 * People who change stock in Odoo while the day goes on. They count goods for sale only while orders are taken and nothing leaves, so that
 * it is known what the counts replace; goods come in at any time.
 */
export class Hands implements ByHand {
  readonly counted = new Map<string, number>();
  readonly received = new Map<string, number>();
  private transfers = 0;

  constructor(
    private readonly warehouse: Warehouse,
    private readonly goods: readonly DayProduct[],
    /** product.product by SKU. */
    private readonly ids: ReadonlyMap<string, number>,
    private readonly run: string,
    private readonly random: Random,
  ) {}

  async work(stage: Stage): Promise<void> {
    if (stage === 'orders') await this.recount();
    await this.receive();
    await this.receive();
  }

  /** One product at the screen, two by a file. */
  private async recount(): Promise<void> {
    const some = this.goods.slice(0, 3).map((product): [product: DayProduct, pieces: number] => {
      const pieces = product.opening + 1 + this.random.below(20);
      this.counted.set(product.sku, pieces);
      return [product, pieces];
    });
    for (const [product, pieces] of some.slice(0, 1)) await this.warehouse.count(this.idOf(product), pieces);
    const file = some.slice(1).map(([product, pieces]): [number, number] => [this.idOf(product), pieces]);
    await this.warehouse.importCounts(new Map(file));
  }

  private async receive(): Promise<void> {
    const product = this.goods[this.random.below(this.goods.length)];
    if (!product || this.counted.has(product.sku)) return;
    const pieces = 1 + this.random.below(40);
    this.transfers += 1;
    this.received.set(product.sku, (this.received.get(product.sku) ?? 0) + pieces);
    await this.warehouse.receive(`${this.run}-in-${this.transfers}`, this.idOf(product), pieces);
  }

  private idOf({ sku }: DayProduct): number {
    const id = this.ids.get(sku);
    if (id === undefined) throw new Error(`Odoo has no product ${sku}`);
    return id;
  }
}
