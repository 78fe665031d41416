import type { Settings } from '../../measuring/command.js';
import { noted, type Row, under } from '../../measuring/row.js';
import { confirming } from './confirming.js';
import { creating } from './creating.js';
import { onOdooScene, type OdooScene } from './scene.js';

/** One question the measuring answers: a group of the table. */
interface Part {
  /** Of `--only`. */
  readonly name: string;
  readonly heading: string;
  rows(scene: OdooScene): Promise<readonly Row[]>;
}

const PARTS: readonly Part[] = [
  { name: 'create', heading: 'Orders written as quotations', rows: creating },
  { name: 'confirm', heading: 'What it costs to confirm', rows: confirming },
];

const ORDERS = 100;
const ROUNDS = 3;

/**
 * What Penstock does with an Odoo: how fast orders are written beside programs that write the same ones without it, what confirming costs and how
 * many calls are made at once, what it costs to look for changes, and how long an order takes from Kafka to its confirmation.
 */
export async function odoo(settings: Settings): Promise<readonly Row[]> {
  const parts = choose(settings.only);
  const { orders = ORDERS, rounds = ROUNDS } = settings;
  return onOdooScene(settings, { orders, rounds }, async (scene) => {
    const { version } = await scene.client().fieldNames();
    const which = scene.server.isStandIn ? 'the stand-in for Odoo' : `Odoo at ${new URL(scene.server.login.url).host}`;
    const rows: Row[] = under('The server', [noted(which, version, 'version')]);
    for (const { heading, rows: measure } of parts) rows.push(...under(heading, await measure(scene)));
    return rows;
  });
}

function choose(only: readonly string[] | undefined): readonly Part[] {
  const unknown = only?.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined)
    throw new RangeError(`there is no part ${unknown}; there are: ${PARTS.map(({ name }) => name).join(', ')}`);
  return PARTS.filter(({ name }) => only === undefined || only.includes(name));
}
