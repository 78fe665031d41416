import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { ask } from '@penstock/local';
import { freePort } from '@penstock/testing/stack';
import type { Settings } from '../../measuring/command.js';
import { compared, exactly, noted, type Row, under } from '../../measuring/row.js';
import { openChannels, type TestChannel } from '../../inventory-site/channels/open-channels.js';
import { webhook } from '../../inventory-site/channels/webhook.js';
import { whileRunning, withInventory } from '../../inventory-site/site.js';
import { stockUp } from '../../inventory-site/stock-up.js';
import { onScene } from '../messaging/scene.js';
import { openingOf } from './levels.js';

const LISTINGS = 200_000;
const MOST = 1.1;
const LOOK_EVERY_MILLIS = 200;
const TOKEN = 'operator-of-the-resync-bench-0123456789';

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
  const plan = { name: 'partner', protocol: webhook, products: listings, ratePerSecond: 100, more: { concurrency: 4 } };
  return onScene(settings, listings, async ({ stack, dataDir, say }) => {
    const channels = await openChannels([plan], dataDir);
    try {
      const adminPort = await freePort();
      const env = { ...channels.env, ADMIN_PORT: String(adminPort), ADMIN_TOKEN: TOKEN };
      return await withInventory({ stack, dataDir, channels: channels.file, env }, async (site) => {
        const [channel] = channels.all;
        if (!channel) throw new Error('there is no channel');
        say(`${listings} listings are made, and told for the first time`);
        await whileRunning([await site.replica('listing')], () =>
          stockUp(site, { products: listings, listings, onHand: openingOf }),
        );
        // Another process: it holds nothing from the making of so many listings.
        const replica = await site.replica('propagator');
        return whileRunning([replica], () => play(channel, { pid: () => replica.pid, adminPort, listings }));
      });
    } finally {
      await channels.stop();
    }
  });
}

async function play(
  channel: TestChannel,
  { pid, adminPort, listings }: { pid: () => number | undefined; adminPort: number; listings: number },
): Promise<Row[]> {
  const url = `http://127.0.0.1:${adminPort}/v1/channels/${channel.destination}/resync`;
  const headers = { authorization: `Bearer ${TOKEN}` };
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
  const products = new Set(told.flatMap((call) => call.told.map(({ product }) => product)));
  const held = await channel.held();
  const wrong = [...held].filter(([product, quantity]) => quantity !== openingOf(product));
  return under('A resync', [
    exactly('listings it was asked for', listings, progress.total, 'listings'),
    exactly('listings told again', listings, products.size, 'listings'),
    exactly('listings the channel offers wrongly', 0, wrong.length + listings - held.size, 'listings'),
    noted('calls', told.length, 'calls'),
    noted('listings a second', listings / seconds, 'listings/s'),
    ...memoryRows(samples, listings),
  ]);
}

/** Medians around a tenth of the way and around its end, since garbage comes and goes. */
function memoryRows(samples: readonly Sample[], listings: number): Row[] {
  const around = (from: number, to: number): number => {
    const some = samples.filter(({ told }) => told >= from * listings && told <= to * listings);
    const sorted = some.map(({ megabytes }) => megabytes).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? NaN;
  };
  return [
    compared('resident memory at its end, against a tenth of the way', around(0.9, 1), around(0.05, 0.15), 'MB', {
      atMost: MOST,
    }),
    noted('samples', samples.length, ''),
  ];
}

/** https://man7.org/linux/man-pages/man5/proc_pid_status.5.html: in KiB */
const residentOf = (pid: number | undefined): number =>
  (Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / 1e6;
