import type { ServiceDefinition } from '@penstock/messaging';
import { stockEvents } from '../events.js';
import { bookMovement, stockService } from '../service.js';
import { urgentlyMoved } from './events.js';

/** The stock service with a second topic that goes before the first. */
export function urgentStockService(topicPrefix: string): ServiceDefinition {
  const ordinary = stockService(topicPrefix);
  const on = urgentlyMoved(topicPrefix);
  const onUrgent = bookMovement('stock-service.urgently-moved', on, stockEvents(topicPrefix), false);
  return { ...ordinary, handlers: [...ordinary.handlers, onUrgent], urgentTopics: [on.topic] };
}
