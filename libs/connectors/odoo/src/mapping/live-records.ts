import type { z } from 'zod';
import type { Domain, OdooClient, RecordShape } from '../client/odoo-client.js';
import { externalIdOf } from './external-id.js';
import type { MappingFile } from './file-shape.js';
import * as shapes from './live-shapes.js';
import type { Access } from './rights.js';

/** Records of one kind, archived ones too: "archived" is put right otherwise than "missing". Null where the user may not read them. */
type Records<Shape extends z.ZodType> = readonly z.output<Shape>[] | null;

/** Everything that the mapping file could mean, as Odoo has it. */
export interface LiveRecords {
  readonly warehouses: Records<typeof shapes.warehouse>;
  readonly locations: Records<typeof shapes.location>;
  readonly currencies: Records<typeof shapes.currency>;
  readonly pricelists: Records<typeof shapes.pricelist>;
  readonly taxes: Records<typeof shapes.tax>;
  readonly carriers: Records<typeof shapes.carrier>;
  readonly journals: Records<typeof shapes.journal>;
  /**
   * @returns database id of the record that an external id names; undefined where the text names none of this model, and is a name then;
   *   unknown where it looks like one and the user may not look it up
   */
  idOf(model: string, reference: string): number | 'unknown' | undefined;
}

/** One call for each model, whatever the number of companies and of entries in the file. */
export async function readLiveRecords(
  odoo: OdooClient,
  file: MappingFile,
  companyIds: readonly number[],
  { readable }: Access,
): Promise<LiveRecords> {
  const context = { companies: companyIds, context: { active_test: false } };
  const read = async <T>(model: string, domain: Domain, shape: RecordShape<T>, order = 'id'): Promise<T[] | null> =>
    readable.has(model) ? odoo.searchRead(model, domain, shape, { ...context, order }) : null;

  const { companies } = file;
  const named = companies.flatMap(({ taxes, carriers }) => [...taxes, ...carriers].map(({ odoo: name }) => name));
  const idOf = externalIds(await read('ir.model.data', externalIdDomain(named), shapes.externalId));
  const either = (model: string, names: readonly string[]): Domain => [
    '|',
    ['name', 'in', names],
    ['id', 'in', names.map((name) => idOf(model, name)).filter((id) => typeof id === 'number')],
  ];
  const places = companies.flatMap(({ locations }) => locations.map(({ odoo: place }) => place));
  const codes = companies.flatMap(({ currency, orderCurrencies }) => [currency, ...orderCurrencies]);
  const ofCompanies: Domain = [['company_id', 'in', companyIds]];
  const [warehouses, locations, currencies, pricelists, taxes, carriers, journals] = await Promise.all([
    read('stock.warehouse', ofCompanies, shapes.warehouse),
    read('stock.location', ['|', ['complete_name', 'in', places], ['barcode', 'in', places]], shapes.location),
    odoo.searchRead('res.currency', [['name', 'in', codes]], shapes.currency, context),
    // Archived pricelists are of no use, and Odoo takes them in this order itself.
    readable.has('product.pricelist')
      ? odoo.searchRead('product.pricelist', [], shapes.pricelist, { companies: companyIds, order: 'sequence, id' })
      : null,
    read(
      'account.tax',
      either(
        'account.tax',
        companies.flatMap((each) => each.taxes.map(({ odoo: name }) => name)),
      ),
      shapes.tax,
    ),
    read(
      'delivery.carrier',
      either(
        'delivery.carrier',
        companies.flatMap((each) => each.carriers.map(({ odoo: name }) => name)),
      ),
      shapes.carrier,
    ),
    read('account.journal', [...ofCompanies, ['active', '=', true]], shapes.journal),
  ]);
  return { warehouses, locations, currencies, pricelists, taxes, carriers, journals, idOf };
}

/** (module, name) in two conditions finds some more than is asked for: who looks one up compares both. */
function externalIdDomain(named: readonly string[]): Domain {
  const wanted = named.flatMap((name) => externalIdOf(name) ?? []);
  return [
    ['module', 'in', [...new Set(wanted.map(({ module }) => module))]],
    ['name', 'in', [...new Set(wanted.map(({ name }) => name))]],
  ];
}

function externalIds(rows: readonly z.output<typeof shapes.externalId>[] | null): LiveRecords['idOf'] {
  if (rows === null) return (_, reference) => (externalIdOf(reference) ? 'unknown' : undefined);
  const known = new Map(rows.map(({ module, name, model, res_id }) => [`${model} ${module}.${name}`, res_id]));
  return (model, reference) => known.get(`${model} ${reference}`);
}
