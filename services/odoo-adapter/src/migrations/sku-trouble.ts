import type { Migration } from '@penstock/persistence';

interface Statements {
  query(sql: string): Promise<unknown>;
}

/** Why a SKU means no product although Odoo knows it. */
export class SkuTrouble1797200000000 implements InstanceType<Migration> {
  name = 'SkuTrouble1797200000000';

  async up(db: Statements): Promise<void> {
    for (const statement of UP) await db.query(statement);
  }

  async down(db: Statements): Promise<void> {
    await db.query(`ALTER TABLE odoo_catalog_sku DROP COLUMN trouble, DROP COLUMN candidates`);
  }
}

/** Products are only looked at again when they change: those that share a SKU now are found here. */
export const FIND_TROUBLE = `UPDATE odoo_catalog_sku s
   SET odoo_id = CASE WHEN p.active_ids = 1 THEN s.odoo_id END,
       trouble = CASE WHEN p.active_ids > 1 THEN 'AMBIGUOUS' WHEN p.active_ids = 0 THEN 'ARCHIVED' END,
       candidates = CASE WHEN p.active_ids = 1 THEN '[]'::jsonb ELSE p.ids END
   FROM (
     SELECT sku, count(*) FILTER (WHERE active) AS active_ids,
            coalesce(jsonb_agg(odoo_id ORDER BY odoo_id) FILTER (WHERE active), jsonb_agg(odoo_id ORDER BY odoo_id)) AS ids
     FROM odoo_product WHERE sku IS NOT NULL GROUP BY sku
   ) p
   WHERE p.sku = s.sku`;

const UP = [
  // The previous version writes neither: it goes on choosing the oldest product.
  `ALTER TABLE odoo_catalog_sku
     ADD COLUMN trouble text CHECK (trouble IN ('AMBIGUOUS', 'ARCHIVED')),
     ADD COLUMN candidates jsonb NOT NULL DEFAULT '[]'`,
  FIND_TROUBLE,
];
