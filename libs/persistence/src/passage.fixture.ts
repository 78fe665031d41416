import net from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a database that can be blocked: what is connected stays connected and hears nothing more, as when the server is frozen. */
export interface Passage {
  /** The database's address by this way. */
  readonly url: string;
  /** How many connections were made. */
  readonly connections: number;
  /** Blocks the connections there are; new ones work. */
  swallow(): void;
  /** Blocks those there are and those to come. */
  freeze(): void;
}

/** @param url of a database; the way to it ends with the test */
export async function passageTo(url: string): Promise<Passage> {
  const { port, hostname } = new URL(url);
  const pairs: { ours: net.Socket; theirs: net.Socket }[] = [];
  let isFrozen = false;
  // A frozen server never closes its side.
  const server = net.createServer({ allowHalfOpen: true }, (ours) => {
    const theirs = net.connect(Number(port), hostname);
    for (const socket of [ours, theirs]) socket.on('error', () => socket.destroy());
    pairs.push({ ours, theirs });
    if (isFrozen) ours.resume();
    else ours.pipe(theirs).pipe(ours);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const { ours, theirs } of pairs) for (const socket of [ours, theirs]) socket.destroy();
  });
  const passage = new URL(url);
  passage.port = String((server.address() as net.AddressInfo).port);
  const swallow = (): void => {
    for (const { ours, theirs } of pairs) {
      ours.unpipe(theirs);
      theirs.unpipe(ours);
      for (const socket of [ours, theirs]) socket.resume();
    }
  };
  return {
    url: passage.toString(),
    get connections() {
      return pairs.length;
    },
    swallow,
    freeze() {
      isFrozen = true;
      swallow();
    },
  };
}
