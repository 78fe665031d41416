export const USAGE = `npx penstock trace <any id> [--json]

The whole story of an order or a count, from any name of anything in it: what was sent, what was asked of Odoo and what it answered,
what Odoo made of it, which goods moved, what went wrong. Of a move that people made in Odoo: what was said of it.

An id is one of
  5001, shopify:shop/5001     the order's id at its channel
  '#1001'                     its number
  ord_…, orl_…, cus_…         canonical ids of order, line, customer
  shp_…, ret_…, cnt_…         canonical ids of delivery, return, count
  'Inventory 2026-11'         the reference of a count
  S00042, WH/OUT/00042        names in Odoo
  sale.order,42               a record in Odoo; also sale.order.line, res.partner, stock.picking, stock.move, stock.move.line
  penstock.ord_…              an external id in Odoo
  01a1ff8d-…                  the id of an event about it; of one that we heard, for 90 days

  --json                      for programs
  --url URL                   admin API of a service, repeatable; default is PENSTOCK_ADMIN_URLS, comma-separated
  PENSTOCK_ADMIN_TOKEN        the bearer token; never on the command line, where others could read it

Exit status: 0 found, 1 nothing of that name is known, 2 not understood, 3 a service was not reached or refused the token.
`;
