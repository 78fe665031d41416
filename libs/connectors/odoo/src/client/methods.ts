import type { Domain } from './odoo-client.js';

/** A method of records, which wants nothing but their ids. */
export interface OnRecords {
  readonly ids: readonly number[];
}

/** What rights are about. */
export type Operation = 'read' | 'create' | 'write' | 'unlink';

type Values = Readonly<Record<string, unknown>>;

interface Page {
  readonly order?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/**
 * Methods that every model has, with Odoo 19's names of their arguments, which are the only way to pass them on JSON-2.
 * https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html#common-orm-methods
 */
export interface ModelMethods {
  /** Always a list: for a single dict one protocol answers a number and the other a list. */
  create: { readonly vals_list: readonly Values[] };
  write: OnRecords & { readonly vals: Values };
  unlink: OnRecords;
  read: OnRecords & { readonly fields: readonly string[]; readonly load?: '' };
  search: Page & { readonly domain: Domain };
  search_count: { readonly domain: Domain };
  search_read: Page & { readonly domain: Domain; readonly fields: readonly string[] };
  fields_get: { readonly allfields?: readonly string[]; readonly attributes?: readonly string[] };
  /** On no records: whether the user may do it with any. `ids` is empty then. */
  has_access: OnRecords & { readonly operation: Operation };
  load: { readonly fields: readonly string[]; readonly data: readonly (readonly string[])[] };
}

/** What a model has besides, all of it on records: the buttons of its forms, and what automations run. */
export interface RecordMethods {
  'ir.actions.server': 'run';
  'product.product': 'action_archive';
  'sale.order':
    'action_confirm' | 'action_cancel' | 'action_draft' | 'action_lock' | 'action_unlock' | 'action_quotation_sent';
  'stock.inventory.conflict': 'action_keep_counted_quantity';
  'stock.picking': 'action_confirm' | 'action_assign' | 'action_cancel' | 'button_validate';
  'stock.quant': 'action_apply_inventory' | 'action_clear_inventory_quantity';
  'stock.return.picking': 'action_create_returns';
}

/** The methods that may be called on a model. */
export type MethodOf<Model extends string> =
  keyof ModelMethods | (Model extends keyof RecordMethods ? RecordMethods[Model] : never);

export type ArgumentsOf<Method extends string> = Method extends keyof ModelMethods ? ModelMethods[Method] : OnRecords;
