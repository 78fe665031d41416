import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A passage to a server that can be made slow, or swallow what it is given. */
export interface Gate {
  /** The server's address, through the passage. */
  readonly url: string;
  /** How many connections are swallowed now. */
  readonly swallowed: number;
  /** Every answer comes so many milliseconds late. */
  delay(millis: number): void;
  /** Nothing gets through any more, and nobody is told: neither on the connections there are nor on new ones, which are accepted. */
  swallow(): void;
  /** New connections get through again; those that were swallowed stay so, as when a NAT has forgotten them. */
  open(): void;
  close(): void;
}

interface Pair {
  readonly ours: net.Socket;
  readonly theirs: net.Socket;
  isSwallowed: boolean;
  /** Resolves when every answer so far has been passed on. */
  passed: Promise<void>;
}

export async function openGate(serverUrl: string): Promise<Gate> {
  const target = new URL(serverUrl);
  const pairs = new Set<Pair>();
  let delayMillis = 0;
  let isSwallowing = false;
  const server = net.createServer((ours) => {
    const theirs = net.connect(Number(target.port), target.hostname);
    const pair: Pair = { ours, theirs, isSwallowed: isSwallowing, passed: Promise.resolve() };
    pairs.add(pair);
    ours.on('data', (chunk) => pair.isSwallowed || theirs.write(chunk));
    theirs.on('data', (chunk) => {
      const due = performance.now() + delayMillis;
      pair.passed = pair.passed.then(async () => {
        const left = due - performance.now();
        if (left > 0) await wait(left);
        if (!pair.isSwallowed && !ours.destroyed) ours.write(chunk);
      });
    });
    for (const socket of [ours, theirs]) {
      socket.on('error', () => undefined); // its end follows, and is passed on below
      socket.on('close', () => {
        if (pair.isSwallowed && socket === theirs) return; // the client is not to hear of it
        pairs.delete(pair);
        ours.destroy();
        theirs.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.port = String((server.address() as net.AddressInfo).port);
  return {
    url: url.toString(),
    get swallowed() {
      return [...pairs].filter(({ isSwallowed }) => isSwallowed).length;
    },
    delay: (millis) => void (delayMillis = millis),
    swallow() {
      isSwallowing = true;
      for (const pair of pairs) pair.isSwallowed = true;
    },
    open: () => void (isSwallowing = false),
    close() {
      server.close();
      for (const { ours, theirs } of pairs) for (const socket of [ours, theirs]) socket.destroy();
    },
  };
}
