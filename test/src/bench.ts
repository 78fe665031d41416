import '@penstock/local'; // first: it keeps the Kafka library's log out of this terminal
import { inventory } from './bench/inventory/area.js';
import { messaging } from './bench/messaging/area.js';
import { odoo } from './bench/odoo/area.js';
import { flashSale } from './flash-sale/area.js';
import { measure } from './measuring/command.js';

// `npm run bench -- <area> [--json FILE] [--events N] [--orders N] [--rounds N] [--minutes N] [--only PART,…] [--seed N] [--without-rivals]`

process.exit(await measure('bench', { 'flash-sale': flashSale, inventory, messaging, odoo }, process.argv.slice(2)));
