import type { Settings } from '../../measuring/command.js';
import { noted, type Row, under } from '../../measuring/row.js';
import { type AdapterSite, withAdapter } from './adapter-site.js';
import { confirming } from './confirming.js';
import { creating } from './creating.js';
import { polling } from './polling.js';
import { onOdooScene, type OdooScene } from './scene.js';
import { users } from './users.js';
import { wholeWay } from './whole-way.js';

/** One question the measuring answers: a group of the table. */
interface Part<Args extends readonly unknown[]> {
  /** Of `--only`. */
  readonly name: string;
  readonly heading: string;
  rows(scene: OdooScene, ...more: Args): Promise<readonly Row[]>;
}

const ODOO_PARTS: readonly Part<[]>[] = [
  { name: 'create', heading: 'Orders written as quotations', rows: creating },
  { name: 'confirm', heading: 'What it costs to confirm', rows: confirming },
];

/** Those for which a whole process of the adapter runs. */
const ADAPTER_PARTS: readonly Part<[AdapterSite]>[] = [
  { name: 'way', heading: 'The whole way, through the adapter', rows: wholeWay },
  { name: 'users', heading: 'How long people at Odoo’s screens wait', rows: users },
  { name: 'poll', heading: 'What it costs to look for changes', rows: polling },
];

const ORDERS = 200;
const ROUNDS = 3;

/**
 * What Penstock does with an Odoo: how fast orders are written beside programs that write the same ones without it, what confirming costs and how
 * many calls are made at once, what it costs to look for changes, how long an order takes from Kafka to its confirmation, and what people
 * feel of it who work in Odoo meanwhile.
 */
export async function odoo(settings: Settings): Promise<readonly Row[]> {
  const isChosen = chosenBy(settings.only);
  const { orders = ORDERS, rounds = ROUNDS } = settings;
  return onOdooScene(settings, { orders, rounds }, async (scene) => {
    const { version } = await scene.client().fieldNames();
    const which = scene.server.isStandIn ? 'the stand-in for Odoo' : `Odoo at ${new URL(scene.server.login.url).host}`;
    const rows: Row[] = under('The server', [noted(which, version, 'version')]);
    for (const { heading, rows: measure } of ODOO_PARTS.filter(isChosen))
      rows.push(...under(heading, await measure(scene)));
    const withProcess = ADAPTER_PARTS.filter(isChosen);
    if (withProcess.length === 0) return rows;
    await withAdapter(scene, async (site) => {
      for (const { heading, rows: measure } of withProcess) rows.push(...under(heading, await measure(scene, site)));
    });
    return rows;
  });
}

/** @throws RangeError for a name that no part has */
function chosenBy(only: readonly string[] | undefined): (part: { readonly name: string }) => boolean {
  const names = [...ODOO_PARTS, ...ADAPTER_PARTS].map(({ name }) => name);
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new RangeError(`there is no part ${unknown}; there are: ${names.join(', ')}`);
  return ({ name }) => only === undefined || only.includes(name);
}
