import { createOdooClient, type OdooClient } from '@penstock/connector-odoo';
import { OrderCancelled, OrderCreated } from '@penstock/contracts';
import { decimalText, type Decimal, instantOfMillis } from '@penstock/domain';
import { type Loop, TaskLoop } from '@penstock/messaging';
import { aMeta, incoming, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { expect } from 'vitest';
import { demoMappings } from './mapping/mapping.fixture.js';
import { FullComparison } from './full-comparison/full-comparison.js';
import { migrations } from './migrations/index.js';
import { OdooHealth } from './odoo-changes/odoo-health.js';
import { odooAdapter, SERVICE_NAME } from './service.js';

export const SYSTEM = { entity: 'main', instance: 'main' };

/** WH/Stock of the stand-in. */
export const STOCK = 8;

/** What a test needs of the stand-in for Odoo. */
export interface Odoo {
  readonly url: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  perform(action: { model: string; method: string; args?: unknown[]; kwargs?: Record<string, unknown> }): unknown;
}

type Rows = Record<string, unknown>[];

type Settings = Partial<Parameters<typeof odooAdapter>[0]>;

/** The adapter on a real database, looking at Odoo and working when the test says so. */
export class AdapterUnderTest {
  private constructor(
    readonly service: ServiceUnderTest,
    readonly client: OdooClient,
    private readonly odoo: Odoo,
    private readonly loops: readonly Loop[],
    private readonly replicaLoops: readonly Loop[],
  ) {}

  /** @param mapping text of the mapping file; default is that of the demo data */
  static async start(
    odoo: Odoo,
    databaseUrl: string,
    settings: Settings = {},
    mapping?: string,
  ): Promise<AdapterUnderTest> {
    const client = createOdooClient({ ...odoo, timeoutMs: 400 });
    const config: Parameters<typeof odooAdapter>[0] = {
      entity: 'main',
      odooInstance: 'main',
      odooConcurrency: 4,
      odooPollIntervalMs: 0,
      odooPollMarginSeconds: 60,
      odooCompareIntervalMinutes: 360,
      odooStockDrift: 'correct',
      odooRequestLimitMs: 1_200,
      ...settings,
    };
    const definition = odooAdapter(config, client, new OdooHealth(), demoMappings(client, mapping));
    const { handlers, keepSaid } = definition;
    const service = await serviceUnderTest({
      ...{ url: databaseUrl, service: SERVICE_NAME, handlers, migrations, keepSaid },
    });
    const loops = () => definition.loops?.(service.units) ?? [];
    return new AdapterUnderTest(service, client, odoo, loops(), loops());
  }

  async close(): Promise<void> {
    await this.service.close();
    this.client.close();
  }

  poll = (): Promise<void> => turnOf(this.loops, 'odoo changes');

  /** Compares everything with Odoo, once. */
  compare = (): Promise<void> => compareOnce(this.loops);
  /** The same where the loop finds it due by itself. */
  async compareIfDue(): Promise<void> {
    const comparison = comparisonOf(this.loops);
    do await comparison.turn();
    while (comparison.isUnderWay);
  }
  compareAsReplica = (): Promise<void> => compareOnce(this.replicaLoops);

  /** Another process of the same service looks at Odoo. */
  pollAsReplica = (): Promise<void> => turnOf(this.replicaLoops, 'odoo changes');

  /** Carries out tasks until none is left to do; one that was put off is due at once. */
  async work(): Promise<void> {
    for (let round = 0; round < 8; round += 1) {
      await this.rows(`UPDATE task SET next_attempt_at = 'epoch', leased_until = 'epoch' WHERE state = 'waiting'`);
      for (const loop of this.loops.filter((each) => each instanceof TaskLoop)) {
        while (await loop.turn(NEVER));
        await loop.stop?.();
      }
    }
  }

  /** The same until none waits, also those that wait until Odoo has let go of a call whose answer was lost. */
  async finish(): Promise<void> {
    const left = async () => {
      await this.work();
      return this.rows(`SELECT name, last_failure FROM task WHERE state = 'waiting'`);
    };
    await expect.poll(left, { timeout: 20_000 }).toEqual([]);
  }

  /** Lets held orders try again whose pause is over. */
  letHeldGo = (): Promise<void> => turnOf(this.loops, 'held orders');

  /** The pause of all held orders is over. */
  async tryHeldAgain(): Promise<void> {
    await this.rows(`UPDATE odoo_order SET held_until = 'epoch' WHERE state = 'held' AND held_until IS NOT NULL`);
    await this.letHeldGo();
    await this.work();
  }

  take = (order: OrderCreated) => this.service.hears(incoming(OrderCreated, order));

  cancel(orderId: string) {
    const event = {
      meta: aMeta(),
      orderId,
      reason: 'CUSTOMER' as const,
      reasonText: null,
      cancelledAt: instantOfMillis(Date.now()),
      lines: null,
    };
    return this.service.hears(incoming(OrderCancelled, event));
  }

  /** What was said so far, with its name, in the order of the outbox; levels that a comparison reports only where they are asked for by name. */
  async said(name?: string): Promise<(Record<string, unknown> & { said: string })[]> {
    const events = (await this.service.outbox()).map(({ name: said, event }) => ({ ...event, said }));
    return events.filter(({ said }) => (name === undefined ? said !== 'StockLevelReported' : said === name));
  }

  /** `[delta, cause]` of every StockAdjusted. */
  async adjustments(): Promise<unknown[][]> {
    const events = await this.said('StockAdjusted');
    return events.map(({ delta, cause }) => [decimalText((delta as { amount: Decimal }).amount), cause]);
  }

  forget = () => this.rows('DELETE FROM outbox');

  rows = (sql: string): Promise<Rows> => this.service.query(sql);

  async orderStates(): Promise<unknown[]> {
    return (await this.rows('SELECT state FROM odoo_order ORDER BY state')).map(({ state }) => state);
  }

  /** As a person does in Odoo's screens. */
  person = (model: string, method: string, args: unknown[] = [], kwargs: Record<string, unknown> = {}): unknown =>
    this.odoo.perform({ model, method, args, kwargs });

  inOdoo = (model: string, domain: unknown[] = []): Rows => this.person(model, 'search_read', [domain]) as Rows;

  productId(sku: string): number {
    return this.inOdoo('product.product', [['default_code', '=', sku]])[0]?.['id'] as number;
  }

  makeProduct = (sku: string): unknown =>
    this.person('product.product', 'create', [[{ name: sku, default_code: sku, list_price: 5, is_storable: true }]]);

  /** WH/Stock, whichever version it is. */
  get stock(): number {
    return (this.inOdoo('stock.warehouse', [['code', '=', 'WH']])[0]?.['lot_stock_id'] as [number])[0];
  }

  /** Enters what was counted of a product in WH/Stock, or elsewhere. @returns the quant, whose count is to be applied */
  enterCount(sku: string, quantity: number, locationId = this.stock): number[] {
    const vals = { product_id: this.productId(sku), location_id: locationId, inventory_quantity: quantity };
    return this.person('stock.quant', 'create', [[vals]], { context: { inventory_mode: true } }) as number[];
  }

  count(sku: string, quantity: number, locationId = this.stock): void {
    this.person('stock.quant', 'action_apply_inventory', [this.enterCount(sku, quantity, locationId)]);
  }

  /** Ships everything that is ready. @param quantity of each move; without it, all of it */
  ship(quantity?: number): void {
    for (const picking of this.inOdoo('stock.picking', [['state', '=', 'assigned']])) {
      for (const move of this.inOdoo('stock.move', [['picking_id', '=', picking['id']]])) {
        this.person('stock.move', 'write', [
          [move['id']],
          { picked: true, ...(quantity !== undefined && { quantity }) },
        ]);
      }
      this.person('stock.picking', 'button_validate', [[picking['id']]], { context: { skip_backorder: true } });
    }
  }
}

const NEVER = new AbortController().signal;

async function turnOf(loops: readonly Loop[], name: string): Promise<void> {
  const loop = loops.find((each) => each.name === name);
  if (!loop) throw new Error(`the adapter has no loop named ${name}`);
  await loop.turn(NEVER);
}

function comparisonOf(loops: readonly Loop[]): FullComparison {
  const comparison = loops.find((each) => each instanceof FullComparison);
  if (!comparison) throw new Error('the adapter has no comparison');
  return comparison;
}

async function compareOnce(loops: readonly Loop[]): Promise<void> {
  const comparison = comparisonOf(loops);
  comparison.want();
  do await comparison.turn();
  while (comparison.isUnderWay);
}
