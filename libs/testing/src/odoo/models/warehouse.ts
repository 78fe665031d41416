import type { Environment } from '../orm/environment.js';
import { boolean, char, date, integer, many2one, one2many, selection } from '../orm/fields.js';
import { defineModel } from '../orm/model.js';
import type { Row } from '../orm/values.js';
import { ref, text } from '../orm/values.js';
import { isInside } from './availability.js';

/** "WH/Stock": a view's own name begins the path. */
function completeName(env: Environment, row: Row): string {
  const parent = env.find('stock.location', ref(row['location_id']));
  return parent && row['usage'] !== 'view' ? `${completeName(env, parent)}/${text(row['name'])}` : text(row['name']);
}

const warehouseOf = (env: Environment, location: Row): number =>
  env.rows('stock.warehouse').find((row) => isInside(env, location.id, ref(row['view_location_id'])))?.id ?? 0;

export const WAREHOUSE_MODELS = [
  defineModel({
    name: 'stock.warehouse',
    label: 'Warehouse',
    order: 'sequence, id',
    fields: {
      name: char('Warehouse', { required: true }),
      code: char('Short Name', { required: true }),
      active: boolean('Active', { initial: true }),
      sequence: integer('Sequence', { initial: 10 }),
      company_id: many2one('res.company', 'Company', { required: true, initial: (env) => env.companyId }),
      partner_id: many2one('res.partner', 'Address'),
      view_location_id: many2one('stock.location', 'View Location', { required: true }),
      lot_stock_id: many2one('stock.location', 'Location Stock', { required: true }),
      in_type_id: many2one('stock.picking.type', 'In Type'),
      out_type_id: many2one('stock.picking.type', 'Out Type'),
      int_type_id: many2one('stock.picking.type', 'Internal Type'),
      delivery_steps: selection('Outgoing Shipments', ['ship_only', 'pick_ship', 'pick_pack_ship'], {
        initial: 'ship_only',
      }),
      reception_steps: selection('Incoming Shipments', ['one_step', 'two_steps', 'three_steps'], {
        initial: 'one_step',
      }),
    },
  }),
  defineModel({
    name: 'stock.location',
    label: 'Inventory Locations',
    order: 'complete_name, id',
    parent: 'location_id',
    fields: {
      name: char('Location Name', { required: true }),
      complete_name: char('Full Location Name', { compute: completeName }),
      active: boolean('Active', { initial: true }),
      usage: selection(
        'Location Type',
        ['supplier', 'view', 'internal', 'customer', 'inventory', 'production', 'transit'],
        { initial: 'internal', required: true },
      ),
      location_id: many2one('stock.location', 'Parent Location'),
      child_ids: one2many('stock.location', 'location_id', 'Contains'),
      company_id: many2one('res.company', 'Company', { initial: (env) => env.companyId }),
      warehouse_id: many2one('stock.warehouse', 'Warehouse', { compute: warehouseOf }),
      barcode: char('Barcode'),
      scrap_location: boolean('Is a Scrap Location?'),
      last_inventory_date: date('Last Inventory'),
    },
    displayName: completeName,
  }),
  defineModel({
    name: 'stock.picking.type',
    label: 'Picking Type',
    order: 'sequence, id',
    fields: {
      name: char('Operation Type', { required: true }),
      code: selection('Type of Operation', ['incoming', 'outgoing', 'internal'], { required: true }),
      sequence: integer('Sequence'),
      sequence_code: char('Sequence Prefix', { required: true }),
      active: boolean('Active', { initial: true }),
      warehouse_id: many2one('stock.warehouse', 'Warehouse'),
      company_id: many2one('res.company', 'Company', { required: true }),
      default_location_src_id: many2one('stock.location', 'Source Location'),
      default_location_dest_id: many2one('stock.location', 'Destination Location'),
      create_backorder: selection('Create Backorder', ['ask', 'always', 'never'], { initial: 'ask' }),
    },
    displayName: (env, row) =>
      `${text(env.follow('stock.picking.type', row, 'warehouse_id')?.['name'])}: ${text(row['name'])}`,
  }),
];
