import type { LoadCall } from './sale-order-rows.js';

/** Header fields that the orders of one call mostly have in common. */
const SHARED = ['company_id', 'warehouse_id', 'pricelist_id'];

export interface LoadWithDefaults extends LoadCall {
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * The same call, with what all its orders have in common said once: as defaults in the context, which hold for fields that have no column.
 * `load` asks the database for each cell that names a record, one by one; three fewer an order is a tenth of its time.
 * https://www.odoo.com/documentation/18.0/developer/reference/backend/orm.html#odoo.models.Model.default_get
 */
export function sharedAsDefaults({ fields, rows }: LoadCall): LoadWithDefaults {
  const isHeader = (row: readonly string[]) => row[fields.indexOf('id')] !== '';
  const headers = rows.filter(isHeader);
  const shared = SHARED.flatMap((name) => {
    const at = fields.indexOf(`${name}/.id`);
    const values = new Set(headers.map((row) => row[at]));
    const [value] = values;
    return at >= 0 && values.size === 1 && value ? [{ at, name, value }] : [];
  });
  const left = (_: string, at: number) => !shared.some((each) => each.at === at);
  return {
    fields: fields.filter(left),
    rows: rows.map((row) => row.filter(left)),
    context: Object.fromEntries(shared.map(({ name, value }) => [`default_${name}`, Number(value)])),
  };
}
