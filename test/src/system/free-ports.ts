import { type Listener, portsFrom, type Ports } from '@penstock/local';
import { freePort } from '@penstock/testing/stack';

/** A port of its own for everything that listens, none of them taken at this moment. */
export async function freePorts(): Promise<Ports> {
  const listeners = Object.keys(portsFrom(4000, {})) as Listener[];
  const taken = new Set<number>();
  while (taken.size < listeners.length) taken.add(await freePort());
  const free = [...taken];
  return Object.fromEntries(listeners.map((listener, index) => [listener, free[index]])) as Record<Listener, number>;
}
