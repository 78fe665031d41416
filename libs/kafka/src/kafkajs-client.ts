import { logger } from '@penstock/observability';
import kafkajs from 'kafkajs';
import type { KafkaSettings } from './port.js';

const log = logger('kafkajs');

/** kafkajs writes through our log, so that its lines carry service and trace. */
const logCreator: kafkajs.logCreator = () => {
  return ({ level, log: { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...rest } }) => {
    if (level === kafkajs.logLevel.ERROR) log.error(rest, message);
    else if (level === kafkajs.logLevel.WARN) log.warn(rest, message);
    else log.debug(rest, message);
  };
};

/** kafkajs, with pauses short enough for a service that is to be back seconds after its broker. */
export const kafkaClient = (settings: KafkaSettings): kafkajs.Kafka =>
  new kafkajs.Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    logLevel: kafkajs.logLevel.WARN,
    logCreator,
    connectionTimeout: 3000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 3000, retries: 10 },
  });
