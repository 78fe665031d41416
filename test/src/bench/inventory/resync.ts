import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { ask } from '@penstock/local';
import { numberedSku } from '@penstock/testing/shopify';
import { freePort } from '@penstock/testing/stack';
import type { Settings } from '../../measuring/command.js';
import { percentile } from '../../measuring/spread.js';
import { compared, exactly, noted, type Row, under } from '../../measuring/row.js';
import { numbers } from '../../inventory-site/channels/channel.js';
import { type Call, openChannels, type TestChannel } from '../../inventory-site/channels/open-channels.js';
import { webhook } from '../../inventory-site/channels/webhook.js';
import { whileRunning, withInventory } from '../../inventory-site/site.js';
import { stockUp } from '../../inventory-site/stock-up.js';
import { onScene } from '../messaging/scene.js';
import { openingOf } from './levels.js';

const LISTINGS = 200_000;
const MOST = 1.1;
const LOOK_EVERY_MILLIS = 200;
const TOKEN = 'operator-of-the-resync-bench-0123456789';
/** Rows that an import takes at once. */
const IMPORTED_AT_ONCE = 1000;

const admin = (port: number, path: string): string => `http://127.0.0.1:${port}/v1/${path}`;
const headers = { authorization: `Bearer ${TOKEN}` };

/** As `npx penstock inventory listings import` does. */
async function importListings({ destination }: TestChannel, port: number, listings: number): Promise<void> {
  const importId = randomUUID();
  for (let from = 1; from <= listings; from += IMPORTED_AT_ONCE) {
    const some = numbers(Math.min(IMPORTED_AT_ONCE, listings - from + 1)).map((n) => from + n - 1);
    const rows = some.map((n) => {
      const sku = numberedSku(n);
      return { line: n + 1, destination, ref: sku, sku, barcode: null, title: null };
    });
    const body = { importId, file: 'listings.csv', actor: 'bench', reason: 'measured', rows };
    await ask(admin(port, 'listings/imports'), { method: 'POST', headers, body });
  }
}

/** What `GET …/resync` answers. */
interface Progress {
  readonly state: string;
  readonly total: number;
  readonly told: number;
}

interface Sample {
  readonly told: number;
  /** Resident, in megabytes (10^6 bytes). */
  readonly megabytes: number;
}

/** All listings of a channel told again, and what the process holds meanwhile. `--events` says how many. */
export async function resync(settings: Settings): Promise<readonly Row[]> {
  const listings = settings.events ?? LISTINGS;
  // So many are imported, as the guide says; the channels file is for a few.
  const more = { concurrency: 4, listings: [] };
  const plan = { name: 'partner', protocol: webhook, products: listings, ratePerSecond: 100, more };
  return onScene(settings, listings, async ({ stack, dataDir, say }) => {
    const channels = await openChannels([plan], dataDir);
    try {
      const adminPort = await freePort();
      const env = { ...channels.env, ADMIN_PORT: String(adminPort), ADMIN_TOKEN: TOKEN };
      return await withInventory({ stack, dataDir, channels: channels.file, env }, async (site) => {
        const [channel] = channels.all;
        if (!channel) throw new Error('there is no channel');
        say(`${listings} listings are imported, and told for the first time`);
        await whileRunning([await site.replica('listing')], async () => {
          await importListings(channel, adminPort, listings);
          await stockUp(site, { products: listings, listings, onHand: openingOf });
        });
        // Another process: it holds nothing from the making of so many listings.
        const replica = await site.replica('propagator');
        return whileRunning([replica], async () => {
          const again = { pid: () => replica.pid, adminPort };
          say('a first resync, for the process to have its size');
          const first = await play(channel, again);
          say('and the one that counts');
          const last = await play(channel, again);
          return under('A resync', [...correctness(last, listings), ...paceRows(last), ...memoryRows(first, last)]);
        });
      });
    } finally {
      await channels.stop();
    }
  });
}

/** One resync, from asking for it to its end. */
interface Played {
  readonly progress: Progress;
  readonly seconds: number;
  readonly samples: readonly Sample[];
  /** Calls that the channel took meanwhile. */
  readonly told: readonly Call[];
  /** What the channel holds afterwards, by product number. */
  readonly held: ReadonlyMap<number, number | null>;
}

async function play(
  channel: TestChannel,
  { pid, adminPort }: { pid: () => number | undefined; adminPort: number },
): Promise<Played> {
  const url = admin(adminPort, `channels/${channel.destination}/resync`);
  const begun = Date.now();
  await ask(url, { method: 'POST', headers, body: { actor: 'bench', reason: 'measured' } });
  const samples: Sample[] = [];
  let progress: Progress;
  do {
    await wait(LOOK_EVERY_MILLIS);
    progress = await ask<Progress>(url, { headers });
    samples.push({ told: progress.told, megabytes: residentOf(pid()) });
  } while (progress.state === 'running');
  const seconds = (Date.now() - begun) / 1000;
  const told = (await channel.calls()).filter(({ at, status }) => at >= begun && status === 200);
  return { progress, seconds, samples, told, held: await channel.held() };
}

function correctness({ progress, told, held }: Played, listings: number): Row[] {
  const products = new Set(told.flatMap((call) => call.told.map(({ product }) => product)));
  const wrong = [...held].filter(([product, quantity]) => quantity !== openingOf(product));
  return [
    exactly('listings it was asked for', listings, progress.total, 'listings'),
    exactly('listings told again', listings, products.size, 'listings'),
    exactly('listings the channel offers wrongly', 0, wrong.length + listings - held.size, 'listings'),
  ];
}

const paceRows = ({ told, progress, seconds }: Played): Row[] => [
  noted('calls', told.length, 'calls'),
  noted('listings a second', progress.total / seconds, 'listings/s'),
];

/**
 * Judged is a process that has its size: one that has just started takes memory for garbage that V8 lets lie until it first looks, whatever the
 * work is.
 */
const memoryRows = (first: Played, last: Played): Row[] => [
  compared(
    'resident memory at its end, against a tenth of the way',
    megabytes(last, 0.9, 1),
    megabytes(last, 0.05, 0.15),
    'MB',
    { atMost: MOST },
  ),
  noted('samples', last.samples.length, ''),
  noted('resident memory, a tenth of the way of the first since it started', megabytes(first, 0.05, 0.15), 'MB'),
  noted('resident memory, at the end of the first', megabytes(first, 0.9, 1), 'MB'),
];

/** The median over a part of the way, since garbage comes and goes. */
function megabytes({ samples, progress }: Played, from: number, to: number): number {
  const some = samples.filter(({ told }) => told >= from * progress.total && told <= to * progress.total);
  return percentile(
    some.map((sample) => sample.megabytes),
    0.5,
  );
}

/** https://man7.org/linux/man-pages/man5/proc_pid_status.5.html: in KiB */
const residentOf = (pid: number | undefined): number =>
  (Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / 1e6;
