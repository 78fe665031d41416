import net from 'node:net';

/** A door to a broker behind which a member's heartbeats can be refused, as by an administrator who takes a right away. */
export interface LyingBroker {
  /** `127.0.0.1:40123` */
  readonly brokers: string;
  /** From now on, or no longer, heartbeats are answered with GROUP_AUTHORIZATION_FAILED. */
  refuseHeartbeats(isRefusing: boolean): void;
  close(): void;
}

/** Of the protocol: https://kafka.apache.org/protocol#protocol_api_keys and #protocol_error_codes */
const HEARTBEAT = 12;
const GROUP_AUTHORIZATION_FAILED = 30;

export async function openLyingBroker(brokers: string): Promise<LyingBroker> {
  const [host = '', port = ''] = brokers.split(':');
  const sockets = new Set<net.Socket>();
  let isRefusing = false;
  const own = (): number => (server.address() as net.AddressInfo).port;
  const server = net.createServer((ours) => {
    const theirs = net.connect(Number(port), host);
    /** Version of each heartbeat under way, by correlation id. */
    const heartbeats = new Map<number, number>();
    onFrame(ours, (frame) => {
      if (frame.readInt16BE(4) === HEARTBEAT) heartbeats.set(frame.readInt32BE(8), frame.readInt16BE(6));
      theirs.write(frame);
    });
    onFrame(theirs, (frame) => {
      const version = heartbeats.get(frame.readInt32BE(4));
      heartbeats.delete(frame.readInt32BE(4));
      // Size, correlation id, and from version 1 on the throttle time come before the error code.
      if (isRefusing && version !== undefined) frame.writeInt16BE(GROUP_AUTHORIZATION_FAILED, version === 0 ? 8 : 12);
      ours.write(withOurPort(frame, Number(port), own()));
    });
    for (const socket of [ours, theirs]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => [ours, theirs].forEach((each) => each.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    brokers: `127.0.0.1:${own()}`,
    refuseHeartbeats: (isNow) => (isRefusing = isNow),
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Calls back with each request or answer as a whole: its size as int32, then so many bytes. */
function onFrame(socket: net.Socket, take: (frame: Buffer) => void): void {
  let waiting: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 4 && waiting.length >= 4 + waiting.readInt32BE(0)) {
      const end = 4 + waiting.readInt32BE(0);
      take(Buffer.from(waiting.subarray(0, end)));
      waiting = waiting.subarray(end);
    }
  });
}

/** Puts our port where the broker says its own, so that clients stay with us: in every answer the host comes first, then the port as int32. */
function withOurPort(frame: Buffer, theirs: number, ours: number): Buffer {
  const address = Buffer.concat([Buffer.from('127.0.0.1'), Buffer.alloc(4)]);
  address.writeInt32BE(theirs, address.length - 4);
  for (let at = frame.indexOf(address); at >= 0; at = frame.indexOf(address, at + 1))
    frame.writeInt32BE(ours, at + address.length - 4);
  return frame;
}
