import { once } from 'node:events';
import net from 'node:net';
import type kafkajs from 'kafkajs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aTopic, broker, eventually } from '../kafka.fixture.js';
import { openPassage } from './half-open.fixture.js';
import { kafkaClient } from './kafkajs-client.js';
import { WatchedSockets } from './watched-sockets.js';

/** Longer than a connection may take to be made. */
const BUSY_MILLIS = 3200;

/** Sockets of a process that can be kept so busy that it notices a connection only when the time for making it is over. */
function busySockets() {
  const { factory } = new WatchedSockets();
  let isBusyNext = false;
  return {
    beBusy: () => void (isBusyNext = true),
    factory: (options: kafkajs.ISocketFactoryArgs): net.Socket => {
      const socket = factory(options);
      if (isBusyNext) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BUSY_MILLIS);
      isBusyNext = false;
      return socket;
    },
  };
}

describe('a socket that kafkajs has ended before it was connected', () => {
  it('is never said to be connected', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const told: string[] = [];
    const onConnect = () => void told.push('connected');
    // kafkajs gives no `ssl` where there is none, whatever its types say.
    const socket = new WatchedSockets().factory({ host: '127.0.0.1', port, onConnect } as kafkajs.ISocketFactoryArgs);
    socket.end();
    await once(socket, 'close');
    expect(told).toEqual([]);
  });

  it('is not written to: a process that was too busy to notice its connection makes another', async () => {
    const topic = await aTopic();
    const passage = await openPassage(broker());
    onTestFinished(() => passage.close());
    const sockets = busySockets();
    const admin = kafkaClient({ brokers: [passage.brokers], clientId: 'spec' }, { sockets }).admin();
    onTestFinished(() => admin.disconnect());
    await admin.connect();
    expect(await admin.listTopics()).toContain(topic);
    const before = passage.connections;
    passage.hangUp();
    await eventually('the connection has ended', () => passage.open === 0);
    sockets.beBusy();
    await new Promise(setImmediate); // so that what was due meanwhile comes before what was received
    expect(await admin.listTopics()).toContain(topic);
    expect(passage.connections).toBe(before + 2);
  });
});
