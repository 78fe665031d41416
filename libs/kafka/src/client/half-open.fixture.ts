import net from 'node:net';

/** A broker's door that can be bricked up: what is connected stays connected and hears nothing more, as when a NAT forgets. */
export interface Passage {
  /** `127.0.0.1:40123` */
  readonly brokers: string;
  /** How many connections were made. */
  readonly connections: number;
  /** How many of them are left. */
  readonly open: number;
  /** Swallows everything on the connections there are; new ones work. */
  brickUp(): void;
  /** Ends the connections there are, as a broker that stops; new ones work. */
  hangUp(): void;
  close(): void;
}

/** Writes our port where the broker says its own, after `127.0.0.1`, so that clients stay with us. Both kinds of answer have host, then port as int32. */
function withOurPort(chunk: Buffer, theirs: number, ours: number): Buffer {
  const pattern = Buffer.concat([Buffer.from('127.0.0.1'), int32(theirs)]);
  const out = Buffer.from(chunk);
  for (let at = out.indexOf(pattern); at >= 0; at = out.indexOf(pattern, at + 1)) int32(ours).copy(out, at + 9);
  return out;
}

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

export async function openPassage(brokers: string): Promise<Passage> {
  const [host = '', port = ''] = brokers.split(':');
  const pairs = new Set<{ readonly ours: net.Socket; readonly theirs: net.Socket; isBricked: boolean }>();
  let connections = 0;
  const server = net.createServer((ours) => {
    connections += 1;
    const theirs = net.connect(Number(port), host);
    const pair = { ours, theirs, isBricked: false };
    pairs.add(pair);
    ours.on('close', () => pairs.delete(pair));
    ours.on('data', (chunk) => pair.isBricked || theirs.write(chunk));
    theirs.on('data', (chunk) => pair.isBricked || ours.write(withOurPort(chunk, Number(port), own())));
    for (const socket of [ours, theirs]) {
      socket.on('error', () => undefined);
      socket.on('close', () => pair.isBricked || (ours.destroy(), theirs.destroy()));
    }
  });
  const own = (): number => (server.address() as net.AddressInfo).port;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    get brokers() {
      return `127.0.0.1:${own()}`;
    },
    get connections() {
      return connections;
    },
    get open() {
      return pairs.size;
    },
    brickUp: () => pairs.forEach((pair) => (pair.isBricked = true)),
    hangUp: () => pairs.forEach(({ ours }) => ours.end()),
    close: () => {
      server.close();
      for (const { ours, theirs } of pairs) for (const socket of [ours, theirs]) socket.destroy();
    },
  };
}
