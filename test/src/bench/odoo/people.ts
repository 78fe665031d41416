import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '@penstock/local';
import type { OdooLogin } from '../../odoo-day/site/json-rpc.js';
import { type Waited, work } from './person.js';

/** How many people are at Odoo's screens. */
const PEOPLE = 4;

interface Shift {
  readonly login: OdooLogin;
  /** sale.order ids. */
  readonly orders: readonly number[];
  readonly seed: number;
}

/** People who work in Odoo while `meanwhile` goes on, in a process of their own: nothing that goes on here makes them look slow. */
export async function peopleDuring(shift: Shift, meanwhile: () => Promise<unknown>): Promise<readonly Waited[]> {
  const program = join(root, 'test/dist/bench/odoo/people.js');
  const child = fork(program, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [answer] = [toldBy(child)];
  child.send(shift);
  try {
    await Promise.race([meanwhile(), answer]);
    child.send('enough');
    return await answer;
  } finally {
    child.kill();
  }
}

async function toldBy(child: ChildProcess): Promise<readonly Waited[]> {
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('the people have left')));
  const [told] = (await Promise.race([once(child, 'message'), gone])) as [readonly Waited[]];
  return told;
}

/** The people's own process. */
async function main(tell: (waited: readonly Waited[]) => void): Promise<void> {
  const [{ login, orders, seed }] = (await once(process, 'message')) as [Shift];
  const enough = new AbortController();
  process.once('message', () => enough.abort());
  const all = Array.from({ length: PEOPLE }, (_, nth) => work(login, orders, seed + nth, enough.signal));
  tell((await Promise.all(all)).flat());
}

if (process.send && import.meta.filename === process.argv[1]) await main((waited) => void process.send?.(waited));
