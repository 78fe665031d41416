import type { Command } from '../command.js';
import { UsageError } from '../ending.js';
import { drift } from '../inventory-drift/drift.js';
import { listings } from '../inventory-listings/listings.js';
import { resync } from '../inventory-resync/resync.js';
import { rules } from '../inventory-rules/rules.js';
import { snapshots } from '../inventory-snapshots/snapshots.js';
import { transfers } from '../inventory-transfers/transfers.js';

/** What there is to do about stock: each a command of its own, in a folder of its own. */
const AREAS: readonly Command[] = [listings, drift, rules, resync, snapshots, transfers];

const width = Math.max(...AREAS.map(({ name }) => name.length));
const names = AREAS.map(({ name }) => name).join(', ');

/** Stock, and what channels are told of it. */
export const inventory: Command = {
  name: 'inventory',
  summary: `stock at the channels: ${names}`,
  usage: [
    'npx penstock inventory <area>',
    AREAS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n'),
    ...AREAS.map(({ usage }) => usage.trim()),
  ].join('\n\n'),

  run([name, ...rest], around) {
    const area = AREAS.find((known) => known.name === name);
    if (!area) throw new UsageError(`"inventory ${name ?? ''}" is no command; there are ${names}`);
    return area.run(rest, around);
  },
};
