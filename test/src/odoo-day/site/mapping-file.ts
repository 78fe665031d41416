import { writeFileSync } from 'node:fs';
import { TAX_PERCENT } from '../plan/money.js';
import { CHANNELS, PRICELISTS, TAX_NAMES } from './commerce.js';
import type { Odoo } from './json-rpc.js';

/**
 * Writes the adapter's mapping file for the channels of a day: the user's first company, and the taxes that were made for it. JSON is YAML.
 * @returns the environment that names it
 */
export async function mappingEnvironment(odoo: Odoo, file: string): Promise<Readonly<Record<string, string>>> {
  type Company = { id: number; name: string; currency_id: [number, string] };
  type Warehouse = { code: string; company_id: [number, string] };
  const [warehouse] = await odoo.find<Warehouse>('stock.warehouse', [], ['code', 'company_id']);
  if (!warehouse) throw new Error('Odoo has no warehouse');
  const domain = [['id', '=', warehouse.company_id[0]]] as const;
  const [company] = await odoo.find<Company>('res.company', domain, ['name', 'currency_id']);
  if (!company) throw new Error(`Odoo has no company ${warehouse.company_id[1]}`);
  const currency = company.currency_id[1];
  const rate = String(TAX_PERCENT / 100);
  const mapping = {
    version: 'day.1',
    companies: [
      {
        name: company.name,
        channels: CHANNELS.map(({ name }) => name),
        warehouse: warehouse.code,
        currency,
        orderCurrencies: Object.keys(PRICELISTS).filter((code) => code !== currency),
        taxes: [
          { title: 'VAT', rate, included: false, odoo: TAX_NAMES.onTop },
          { title: 'VAT', rate, included: true, odoo: TAX_NAMES.included },
        ],
      },
    ],
  };
  writeFileSync(file, `${JSON.stringify(mapping, null, 2)}\n`);
  return { ODOO_MAPPING_FILE: file };
}
