import type { Socket } from 'node:net';

/** The part of the driver's client that is watched here. */
interface Watched {
  readonly connection?: { readonly stream?: Socket };
}

/** Nobody answers on a connection that nobody closed: a lost NAT entry, a machine that is gone. */
class Silence extends Error {
  override readonly name = 'Silence';
  readonly code = 'ETIMEDOUT';
}

/**
 * Ends a connection on which nothing was said or heard for so long. The driver itself waits for an answer for ever, and TCP notices a peer that
 * vanished after minutes, or never where something between still acknowledges. Node re-arms the socket's timer with each packet, for nothing.
 * A connection of the pool that nobody uses is closed earlier, so only one that is waited on can be silent that long.
 */
export function endWhenSilent(client: object, millis: number): void {
  const stream = (client as Watched).connection?.stream;
  if (!stream) throw new TypeError('the driver is not the version whose connections are watched here');
  stream.setTimeout(millis, () => stream.destroy(new Silence(`PostgreSQL said nothing for ${millis} ms`)));
}
