import './quiet.js'; // first, see there
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endAllProcesses, removeStackData } from '@penstock/testing/stack';
import { beginDay, nextDay } from './day.js';
import { explain } from './explain.js';
import { parseOptions } from './options.js';
import { playDay } from './play-day/play-day.js';
import { portsFrom } from './ports.js';
import { root } from './root.js';
import { describeStory } from './story.js';
import { startSystem, type System } from './system.js';
import { openTerminal } from './terminal.js';
import { urlsOf } from './urls.js';

// `npm start`: the whole system on this machine, a day's trade played through it, and then it stays up. Usage: see options.ts.

const INTERRUPTED = 130;
const dataDir = join(root, '.penstock');
const { say, print } = openTerminal();

/** Ctrl-C, a polite kill, the terminal closing, or the bootstrap script gone without a word (it holds a channel to us). */
const interrupted = new Promise<'interrupted'>((resolve) => {
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, () => resolve('interrupted'));
});

async function main(): Promise<number> {
  const { fresh, once, portBase } = parseOptions(process.argv.slice(2), process.env);
  const ports = portsFrom(portBase, process.env);
  if (fresh) removeStackData(dataDir);
  mkdirSync(dataDir, { recursive: true });

  const system = await Promise.race([startSystem({ dataDir, ports, env: process.env, say }), interrupted]);
  if (system === 'interrupted') {
    say('Stopping');
    await endAllProcesses();
    return INTERRUPTED;
  }
  try {
    return await trade(system, once);
  } finally {
    say('Stopping');
    await system.stop();
    say('Everything has stopped; the data is kept');
  }
}

/** Plays the next day and tells it; then stays, unless it is only this once. Returns the exit status. */
async function trade(system: System, once: boolean): Promise<number> {
  const day = nextDay(dataDir);
  beginDay(dataDir, day);
  say(`Everything is up; playing day ${day}`);
  const story = await Promise.race([playDay(system, day), interrupted]);
  if (story === 'interrupted') return INTERRUPTED;
  print(describeStory(story));
  if (once) return story.cameTrue ? 0 : 1;
  print(urlsOf(system, dataDir));
  say('Penstock stays up; Ctrl-C stops it');
  await interrupted;
  return 0;
}

try {
  process.exit(await main());
} catch (error) {
  console.error(explain(error, dataDir));
  process.exit(1);
}
