import net from 'node:net';
import type { Random } from '../../../measuring/random.js';

/** A passage to PostgreSQL that cuts off answers to COMMIT. */
export interface CommitCutter {
  /** The server's address, through the passage. */
  readonly url: string;
  /** How many answers to the COMMIT of a batch were cut off. */
  readonly cuts: number;
  /** From now on every answer passes. */
  relent(): void;
  close(): void;
}

/** One in so many. */
const CUT = 1 / 8;

const CLAIM = Buffer.from('claim events\0');
/** A simple query: `Q`, the length in four bytes, the text and a zero. */
const COMMIT = Buffer.concat([Buffer.from('Q'), Buffer.from([0, 0, 0, 11]), Buffer.from('COMMIT\0')]);
/** CommandComplete, whose tag says that the server has committed: `C`, the length in four bytes, the tag and a zero. */
const COMMITTED = Buffer.concat([Buffer.from('C'), Buffer.from([0, 0, 0, 11]), Buffer.from('COMMIT\0')]);

/**
 * Passes everything on, save that of some batches' commits: the server has committed, and the client's connection breaks before it hears so.
 * Messages: https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export async function openCommitCutter(serverUrl: string, random: Random): Promise<CommitCutter> {
  const target = new URL(serverUrl);
  const sockets = new Set<net.Socket>();
  let cuts = 0;
  let isRelenting = false;
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port), target.hostname);
    let isBatch = false;
    let isCutting = false;
    client.on('data', (chunk) => {
      isBatch ||= chunk.includes(CLAIM);
      if (chunk.includes(COMMIT)) {
        isCutting = isBatch && !isRelenting && random.chance(CUT);
        isBatch = false;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!isCutting || !chunk.includes(COMMITTED)) return void client.write(chunk);
      cuts += 1;
      client.destroy();
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.port = String((server.address() as net.AddressInfo).port);
  return {
    url: url.toString(),
    get cuts() {
      return cuts;
    },
    relent: () => void (isRelenting = true),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
