import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkOdoo, type OdooClient, readMappingFile } from '@penstock/connector-odoo';
import type { OrderCreated } from '@penstock/contracts';
import { root } from '@penstock/local';
import { mappingEnvironment } from '../../odoo-day/site/mapping-file.js';
import { CHANNEL } from './orders.js';
import type { OdooScene } from './scene.js';

/** Writes orders as quotations by the compiled code of the adapter: customers, then all orders in one `load`. */
export type WriteBulk = (odoo: OdooClient, orders: readonly OrderCreated[]) => Promise<void>;

/** What is used of the adapter's code. Services are programs and export nothing, so it is taken from what they were compiled to. */
interface AdapterCode {
  draftOf(order: OrderCreated, cause: object): object;
  resolveOrder(draft: object, mapping: object, skus: ReadonlyMap<string, object>): object;
  writeOrders(
    odoo: OdooClient,
    beside: object,
    company: object,
    orders: readonly object[],
  ): Promise<ReadonlyMap<string, object>>;
  readonly DatabaseTraits: new (odoo: OdooClient) => object;
}

const FILES = ['order-draft', 'resolve-order', 'write-orders', 'database-traits'];

async function adapterCode(): Promise<AdapterCode> {
  const folder = join(root, 'services/odoo-adapter/dist/order-out');
  const modules = await Promise.all(
    FILES.map((name) => import(pathToFileURL(join(folder, `${name}.js`)).href) as Promise<Partial<AdapterCode>>),
  );
  return Object.assign({}, ...modules) as AdapterCode;
}

/** With the mapping of the bench's channel, looked up in Odoo once, as the adapter does at its start. */
export async function adapterWriter({ odoo, shop, dataDir, client }: OdooScene): Promise<WriteBulk> {
  const { draftOf, resolveOrder, writeOrders, DatabaseTraits } = await adapterCode();
  const { ODOO_MAPPING_FILE: file = '' } = await mappingEnvironment(odoo, join(dataDir, 'odoo-mapping.yaml'));
  const { mapping, problems } = await checkOdoo(client(), readMappingFile(file));
  const company = mapping?.companyOf(CHANNEL.name);
  if (!mapping || !company)
    throw new Error(`the mapping is not whole: ${problems.map(({ problem }) => problem).join('; ')}`);
  const skus = new Map(
    [...shop.productIds].map(([sku, id]) => [sku, { sku, odooId: BigInt(id), trouble: null, candidates: [] }]),
  );
  const calls = { watch: (_keys: unknown, call: () => Promise<unknown>) => call() }; // no database here
  const beside = { calls, traits: new DatabaseTraits(client()) };
  return async (to, orders) => {
    const wanted = orders.map((order) => {
      const cause = { ...order.meta, causationId: null };
      return { resolved: resolveOrder(draftOf(order, cause), mapping, skus), personal: order.personal };
    });
    const written = await writeOrders(to, beside, company, wanted);
    const refused = [...written.values()].find((outcome) => !('odooId' in outcome));
    if (refused !== undefined)
      throw new Error(`an order was not written: ${JSON.stringify(refused)}`, { cause: refused });
  };
}
