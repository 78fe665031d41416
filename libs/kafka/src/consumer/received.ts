import type kafkajs from 'kafkajs';
import type { ReceivedMessage } from '../port.js';

/** A kafkajs message in the port's words. A header that came twice counts once, the first. */
export function received(topic: string, partition: number, message: kafkajs.KafkaMessage): ReceivedMessage {
  const headers: Record<string, string> = {};
  for (const name in message.headers) {
    const value = message.headers[name];
    const one = Array.isArray(value) ? value[0] : value;
    if (one !== undefined) headers[name] = one.toString();
  }
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key,
    value: message.value,
    headers,
    timestamp: Number(message.timestamp),
  };
}
