import '@penstock/local'; // first: it keeps the Kafka library's log out of this terminal
import { backbone, stack } from './faults/backbone/area.js';
import { inventoryFaults as inventory } from './faults/inventory/area.js';
import { inventoryMutants } from './faults/inventory/mutants/area.js';
import { rollingUpgrade as rolling } from './faults/rolling/area.js';
import { messaging } from './faults/messaging/area.js';
import { mutants } from './faults/messaging/mutants/area.js';
import { odooFaults as odoo } from './faults/odoo/area.js';
import { odooDay } from './faults/odoo/day.js';
import { odooOutage } from './faults/odoo/outage.js';
import { measure } from './measuring/command.js';

// `npm run faults -- <area> [--seed N] [--json FILE] [--orders N] [--minutes N] [--only FAULT,…]`

process.exit(
  await measure(
    'faults',
    {
      backbone,
      inventory,
      'inventory-mutants': inventoryMutants,
      messaging,
      mutants,
      odoo,
      'odoo-day': odooDay,
      'odoo-outage': odooOutage,
      rolling,
      stack,
    },
    process.argv.slice(2),
  ),
);
