/** What the supported versions name differently; null where a version has nothing of the kind. */
interface Names {
  readonly version: number;
  readonly saleOrder: { readonly group: string };
  readonly saleOrderLine: { readonly taxes: string; readonly unit: string; readonly routes: string };
  readonly purchaseOrder: { readonly notes: string };
  readonly purchaseOrderLine: { readonly taxes: string; readonly unit: string };
  readonly product: { readonly taxes: string };
  readonly stockMove: {
    /** Required where there is one. */
    readonly title: string | null;
    /** Exactly the reference of a count; without it `reference` is that and the user's name. */
    readonly countReference: string | null;
    readonly value: string | null;
  };
  readonly stockPicking: { readonly moves: string; readonly group: string };
  readonly user: { readonly groups: string };
  readonly group: { readonly users: string };
  readonly partner: { readonly mobile: string | null; readonly title: string | null };
  /** The flag of an account that is not used any more, and its value then. */
  readonly account: { readonly retired: { readonly flag: string; readonly value: boolean } };
  /** How many of its reference unit one of a `uom.uom` is. */
  readonly unit: { readonly inReference: string };
  readonly models: {
    /** Packings of a product: in 18 with what they hold, in 19 barcodes of the units it is packed in, which are its `uom_ids`. */
    readonly packing: string;
    /** What moves and orders of one procurement have in common. */
    readonly group: string;
    readonly valuationLayer: string | null;
    readonly productValue: string | null;
  };
  /** Sums by group: the method, the key of a group's domain in its answer, and what follows a field's name in the key of its sum. */
  readonly grouping: { readonly method: string; readonly domain: string; readonly sumSuffix: string };
}

const ODOO_18 = {
  version: 18,
  saleOrder: { group: 'procurement_group_id' },
  saleOrderLine: { taxes: 'tax_id', unit: 'product_uom', routes: 'route_id' },
  purchaseOrder: { notes: 'notes' },
  purchaseOrderLine: { taxes: 'taxes_id', unit: 'product_uom' },
  product: { taxes: 'taxes_id' },
  stockMove: { title: 'name', countReference: null, value: null },
  stockPicking: { moves: 'move_ids_without_package', group: 'group_id' },
  user: { groups: 'groups_id' },
  group: { users: 'users' },
  partner: { mobile: 'mobile', title: 'title' },
  account: { retired: { flag: 'deprecated', value: true } },
  unit: { inReference: 'factor_inv' },
  models: {
    packing: 'product.packaging',
    group: 'procurement.group',
    valuationLayer: 'stock.valuation.layer',
    productValue: null,
  },
  grouping: { method: 'read_group', domain: '__domain', sumSuffix: '' },
} as const satisfies Names;

const ODOO_19 = {
  version: 19,
  saleOrder: { group: 'stock_reference_ids' },
  saleOrderLine: { taxes: 'tax_ids', unit: 'product_uom_id', routes: 'route_ids' },
  purchaseOrder: { notes: 'note' },
  purchaseOrderLine: { taxes: 'tax_ids', unit: 'product_uom_id' },
  product: { taxes: 'taxes_id' },
  stockMove: { title: null, countReference: 'inventory_name', value: 'value' },
  stockPicking: { moves: 'move_ids', group: 'reference_ids' },
  user: { groups: 'group_ids' },
  group: { users: 'user_ids' },
  partner: { mobile: null, title: null },
  account: { retired: { flag: 'active', value: false } },
  unit: { inReference: 'factor' },
  models: { packing: 'product.uom', group: 'stock.reference', valuationLayer: null, productValue: 'product.value' },
  grouping: { method: 'formatted_read_group', domain: '__extra_domain', sumSuffix: ':sum' },
} as const satisfies Names;

/** The names of 18 or of 19, told apart by `version`: using the other version's name is an error of the whole call, and mostly does not compile. */
export type FieldNames = typeof ODOO_18 | typeof ODOO_19;

const BY_VERSION = { 18: ODOO_18, 19: ODOO_19 } as const;

export function fieldNamesOf<V extends keyof typeof BY_VERSION>(version: V): (typeof BY_VERSION)[V];
/** @returns undefined for a version whose names nobody has checked */
export function fieldNamesOf(version: number): FieldNames | undefined;
export function fieldNamesOf(version: number): FieldNames | undefined {
  return version === 18 || version === 19 ? BY_VERSION[version] : undefined;
}
