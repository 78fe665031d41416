import { connect } from 'node:net';

const CORRELATION = 1;

/**
 * Metadata request, version 1, with an empty list of topics, as https://kafka.apache.org/protocol.html has it: size, api key 3, version,
 * correlation id, client id (null), then the topics' count. Written by hand because a port that accepts connections is not yet a broker
 * that serves, and because only libs/kafka may use a Kafka client.
 */
const request = ((): Buffer => {
  const body = Buffer.alloc(14);
  body.writeInt16BE(3, 0);
  body.writeInt16BE(1, 2);
  body.writeInt32BE(CORRELATION, 4);
  body.writeInt16BE(-1, 8);
  body.writeInt32BE(0, 10);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
})();

/** True when the broker on this port of 127.0.0.1 counts itself among the live brokers of its cluster. */
export function kafkaAnswers(port: number, withinMs = 1000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let received = Buffer.alloc(0);
    const answer = (ready: boolean): void => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(withinMs, () => answer(false));
    socket.on('error', () => answer(false));
    socket.on('close', () => answer(false));
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length >= 12) answer(received.readInt32BE(4) === CORRELATION && received.readInt32BE(8) > 0);
    });
  });
}
