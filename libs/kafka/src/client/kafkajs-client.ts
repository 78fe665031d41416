import kafkajs from 'kafkajs';
import { installCodecs } from '../codecs/install.js';
import type { KafkaSettings } from '../port.js';
import { mendRequestQueue } from './idle-request-queue.js';
import { logCreator } from './kafkajs-log.js';
import type { WatchedSockets } from './watched-sockets.js';

mendRequestQueue();
installCodecs();

export const REQUEST_TIMEOUT_MILLIS = 10_000;

/** kafkajs, with pauses short enough for a service that is to be back seconds after its broker. */
export const kafkaClient = (
  settings: KafkaSettings,
  options: { sockets?: Pick<WatchedSockets, 'factory'>; requestTimeoutMillis?: number } = {},
): kafkajs.Kafka =>
  new kafkajs.Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    logLevel: kafkajs.logLevel.WARN,
    logCreator,
    connectionTimeout: 3000,
    requestTimeout: options.requestTimeoutMillis ?? REQUEST_TIMEOUT_MILLIS,
    retry: { initialRetryTime: 100, maxRetryTime: 3000, retries: 10 },
    ...(options.sockets && { socketFactory: options.sockets.factory }),
  });
