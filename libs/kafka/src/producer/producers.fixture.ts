import type { EventProducer, KafkaSettings } from '../port.js';
import { KafkajsProducer } from './kafkajs-producer.js';
import { PlatformaticProducer } from './platformatic-producer.js';

export type MakeProducer = (settings: KafkaSettings) => EventProducer;

/** All producers behind the port: each passes the same specs. */
export const producers: [string, MakeProducer][] = [
  ['kafkajs', (settings) => new KafkajsProducer(settings)],
  ['@platformatic/kafka', (settings) => new PlatformaticProducer(settings)],
];
