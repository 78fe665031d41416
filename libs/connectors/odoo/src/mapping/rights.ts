import type { OdooClient } from '../client/odoo-client.js';
import { OdooValidation, OdooWrongCall } from '../client/errors.js';
import type { Operation } from '../client/methods.js';
import type { MappingFile } from './file-shape.js';
import type { Findings } from './findings.js';
import { missModule, type ModuleName } from './modules.js';

interface Need {
  readonly model: string;
  readonly operations: readonly Operation[];
  /** The module that brings the model, where it is not always there. */
  readonly module?: ModuleName;
  /** Which choice on the user's form gives the right. */
  readonly grant: string;
}

/** As the user's form calls them, tab Access Rights. */
const SALES = 'Sales to "Administrator"';
const INVENTORY = 'Inventory to "User"';

/**
 * What the adapter does in Odoo, model by model. What gives each right is in the modules' ir.model.access.csv, such as
 * https://github.com/odoo/odoo/blob/18.0/addons/sale/security/ir.model.access.csv
 */
const NEEDS: readonly Need[] = [
  { model: 'ir.model.data', operations: ['read', 'create', 'unlink'], grant: 'Administration to "Access Rights"' },
  { model: 'res.partner', operations: ['read', 'create', 'write'], grant: SALES },
  { model: 'product.product', operations: ['read', 'create'], grant: SALES, module: 'product' },
  { model: 'product.pricelist', operations: ['read'], grant: SALES, module: 'product' },
  { model: 'product.pricelist.item', operations: ['read'], grant: SALES, module: 'product' },
  { model: 'account.tax', operations: ['read'], grant: SALES, module: 'account' },
  { model: 'sale.order', operations: ['read', 'create', 'write'], grant: SALES, module: 'sale' },
  { model: 'sale.order.line', operations: ['read', 'create', 'write', 'unlink'], grant: SALES, module: 'sale' },
  { model: 'stock.warehouse', operations: ['read'], grant: INVENTORY, module: 'stock' },
  { model: 'stock.location', operations: ['read'], grant: INVENTORY, module: 'stock' },
  { model: 'stock.quant', operations: ['read', 'create', 'write'], grant: INVENTORY, module: 'stock' },
  { model: 'stock.move', operations: ['read', 'write'], grant: INVENTORY, module: 'stock' },
  { model: 'stock.move.line', operations: ['read', 'create', 'write'], grant: INVENTORY, module: 'stock' },
  { model: 'stock.picking', operations: ['read', 'write'], grant: INVENTORY, module: 'stock' },
  { model: 'stock.return.picking', operations: ['create'], grant: INVENTORY, module: 'stock' },
];
const CARRIERS: Need = { model: 'delivery.carrier', operations: ['read'], grant: SALES, module: 'delivery' };
const JOURNALS: Need = { model: 'account.journal', operations: ['read'], grant: SALES, module: 'account' };

/** What a look at Odoo's own books allows. */
export interface Access {
  /** Models that can be read; what is not here cannot be checked, and is a problem already. */
  readonly readable: ReadonlySet<string>;
  /** Every module is there that the adapter's models come from. */
  readonly isWhole: boolean;
}

/** Asks for every right that the adapter uses; a model that Odoo does not know belongs to a module that is not installed. */
export async function checkRights(odoo: OdooClient, file: MappingFile, user: string, into: Findings): Promise<Access> {
  const needs = [
    ...NEEDS,
    ...(file.companies.some(({ carriers }) => carriers.length > 0) ? [CARRIERS] : []),
    ...(file.companies.some(({ payments }) => payments.length > 0) ? [JOURNALS] : []),
  ];
  const answers = await Promise.all(needs.map((need) => missingOf(odoo, need)));
  const absent = new Set<ModuleName>();
  const readable = new Set<string>();
  needs.forEach(({ model, module, grant }, at) => {
    const missing = answers[at];
    if (missing === 'no such model') {
      if (module) absent.add(module);
      return;
    }
    if (!missing?.includes('read')) readable.add(model);
    if (missing && missing.length > 0)
      into.miss(
        'RIGHT_MISSING',
        null,
        `user ${user} may not ${missing.join(', ')} ${model}`,
        `In Settings, Users & Companies, Users, open ${user} and set ${grant}.`,
      );
  });
  for (const module of absent) missModule(module, into);
  return { readable, isWhole: absent.size === 0 };
}

/** @returns the operations that the user may not do */
async function missingOf(odoo: OdooClient, { model, operations }: Need): Promise<Operation[] | 'no such model'> {
  try {
    const allowed = await Promise.all(
      operations.map((operation) => odoo.call(model, 'has_access', { ids: [], operation })),
    );
    return operations.filter((_, at) => allowed[at] !== true);
  } catch (error) {
    // A UserError on JSON-RPC, a 404 on JSON-2: the call itself cannot be refused for another reason.
    if (error instanceof OdooValidation || error instanceof OdooWrongCall) return 'no such model';
    throw error;
  }
}
