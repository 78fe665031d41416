import net from 'node:net';
import tls from 'node:tls';
import { logger } from '@penstock/observability';
import type kafkajs from 'kafkajs';

const log = logger('kafka.sockets');

interface Watched {
  readonly socket: net.Socket;
  readonly broker: string;
  lastHeardAt: number;
}

/**
 * The sockets of one kafkajs client. kafkajs times a request out but keeps its connection, so that after a broker vanished without a FIN
 * (a lost NAT entry, a frozen machine) every retry goes down the same dead socket, until the kernel gives up after a quarter of an hour
 * (tulios/kafkajs #919). Here a request that timed out condemns the sockets of its broker that were silent since it was sent.
 *
 * And kafkajs ends a socket that was not connected in time, or in time for a disconnect, but takes its connection for made when it is
 * connected after all: a process that is busy when it starts hears of both at once. What it then sends is written after the end, or meets the
 * broker's own end, and fails a start or a fetch (#928, #1617). Here such a socket is dropped without a word, and the next request makes another.
 */
export class WatchedSockets {
  private readonly open = new Set<Watched>();
  private closed = false;

  readonly factory: kafkajs.ISocketFactory = ({ host, port, ssl, onConnect }) => {
    const connected = (): void => void (socket.writableEnded ? socket.destroy() : onConnect());
    const socket: net.Socket = ssl
      ? tls.connect({ host, port, ...(net.isIP(host) ? {} : { servername: host }), ...ssl }, connected)
      : net.connect({ host, port }, connected);
    const watched: Watched = { socket, broker: `${host}:${port}`, lastHeardAt: Date.now() };
    socket.setKeepAlive(true, 10_000);
    socket.setNoDelay(true);
    socket.on('data', () => (watched.lastHeardAt = Date.now()));
    socket.on('close', () => this.open.delete(watched));
    this.open.add(watched);
    if (this.closed) this.end(watched, 'this client was given up');
    return socket;
  };

  /** To be called with the payload of kafkajs's `network.request_timeout`. */
  readonly requestTimedOut = ({ broker, sentAt, apiName }: kafkajs.RequestTimeoutEvent['payload']): void => {
    const silent = [...this.open].filter((one) => one.broker === broker && one.lastHeardAt <= sentAt);
    if (silent.length === 0) return;
    log.warn({ broker, request: apiName, connections: silent.length }, 'no answer: connections are taken for dead');
    for (const one of silent) this.end(one, `no answer to ${apiName}`);
  };

  /** Ends all connections, those yet to come too: whatever kafkajs still wants to retry does not get out. */
  close(): void {
    this.closed = true;
    for (const one of this.open) this.end(one, 'this client was given up');
  }

  private end(watched: Watched, reason: string): void {
    this.open.delete(watched);
    const hasLeft = watched.socket.writableEnded; // kafkajs has closed it and waits for nothing more
    watched.socket.destroy(hasLeft ? undefined : new Error(reason));
  }
}
