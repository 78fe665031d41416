import type { Page } from '@penstock/messaging';
import { Refused } from '../admin/ask-admin.js';
import { Unreachable } from '../ending.js';
import type { AdminClient } from './admin-client.js';

/** What several services were asked: the answers, and the words of those that gave none. */
export interface Asked<T> {
  readonly answers: readonly T[];
  readonly unreachable: readonly string[];
}

/** Asks every service at once. @throws Refused */
export async function askAll<T>(
  clients: readonly AdminClient[],
  ask: (client: AdminClient) => Promise<T>,
): Promise<Asked<T>> {
  const settled = await Promise.allSettled(clients.map(ask));
  const answers: T[] = [];
  const unreachable: string[] = [];
  for (const one of settled) {
    if (one.status === 'fulfilled') answers.push(one.value);
    else if (one.reason instanceof Unreachable) unreachable.push(one.reason.message);
    else throw one.reason;
  }
  return { answers, unreachable };
}

/** Reads pages until the last one, or until there are enough. */
export async function allPages<T>(
  ask: (after: string | null) => Promise<Page<T>>,
  most = Number.POSITIVE_INFINITY,
): Promise<T[]> {
  const items: T[] = [];
  let after: string | null = null;
  do {
    const page: Page<T> = await ask(after);
    items.push(...page.items);
    after = page.next;
  } while (after !== null && items.length < most);
  return items.slice(0, most);
}

/** Finds out which address is which service. @throws Refused, Unreachable */
export async function clientOf(clients: readonly AdminClient[], service: string): Promise<AdminClient> {
  const { answers, unreachable } = await askAll(clients, async (client) => ({
    client,
    name: (await client.list({}, 1, null)).service,
  }));
  const found = answers.find(({ name }) => name === service);
  if (found) return found.client;
  if (unreachable.length > 0) throw new Unreachable(unreachable.join('; '));
  const names = answers.map(({ name }) => name).join(', ');
  throw new Refused(404, `no address is that of ${service}; there are ${names}`);
}

/** The clients of a service, or all. @throws Refused, Unreachable */
export async function clientsFor(clients: readonly AdminClient[], service: string | undefined): Promise<AdminClient[]> {
  return service === undefined ? [...clients] : [await clientOf(clients, service)];
}
