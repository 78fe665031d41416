import type { Model, Registry } from '../orm/model.js';
import type { OdooVersion } from '../orm/version.js';
import { ANALYTIC_ACCOUNT } from './analytic.js';
import { BASE_MODELS } from './base.js';
import { BOM_MODELS } from './bom.js';
import { CATALOG_MODELS } from './catalog.js';
import { INVENTORY_CONFLICT } from './inventory-count.js';
import { LOCALE_MODELS } from './locale.js';
import { JOURNAL } from './journal.js';
import { MOVE, MOVE_LINE } from './move.js';
import { PARTNER } from './partner.js';
import { PICKING } from './picking.js';
import { RETURN_LINE, RETURN_PICKING } from './picking-return.js';
import { PRICELIST_ITEM } from './pricelist-item.js';
import { PRODUCT, PRODUCT_TEMPLATE } from './product.js';
import { LABEL_MODELS } from './labels.js';
import { inOdoo19, isIn } from './odoo19.js';
import { QUANT } from './quant.js';
import { SALE_ORDER } from './sale-order.js';
import { SALE_ORDER_LINE } from './sale-order-line.js';
import { MODEL, SERVER_ACTION } from './server-action.js';
import { WAREHOUSE_MODELS } from './warehouse.js';

const MODELS: readonly Model[] = [
  ...BASE_MODELS,
  ...LOCALE_MODELS,
  ...CATALOG_MODELS,
  ...WAREHOUSE_MODELS,
  ...LABEL_MODELS,
  JOURNAL,
  PARTNER,
  PRODUCT_TEMPLATE,
  PRODUCT,
  QUANT,
  INVENTORY_CONFLICT,
  MOVE,
  MOVE_LINE,
  PICKING,
  RETURN_PICKING,
  RETURN_LINE,
  SALE_ORDER,
  SALE_ORDER_LINE,
  PRICELIST_ITEM,
  ANALYTIC_ACCOUNT,
  MODEL,
  SERVER_ACTION,
  ...BOM_MODELS,
];

class Models extends Map<string, Model> implements Registry {
  constructor(
    readonly version: OdooVersion,
    models: readonly Model[],
  ) {
    super(models.map((model) => [model.name, model]));
  }
}

/** Every model the stand-in knows, by version; any other "doesn't exist". */
export const REGISTRIES: Readonly<Record<OdooVersion, Registry>> = {
  18: new Models(
    18,
    MODELS.filter((model) => isIn(18, model)),
  ),
  19: new Models(19, MODELS.filter((model) => isIn(19, model)).map(inOdoo19)), // prettier-ignore
};
