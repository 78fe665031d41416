import type { EventType } from './event-type.js';
import { allEvents } from './generated/all-events.js';

const byName = new Map(allEvents.map((event) => [event.name, event]));

/** The event of a full name such as `penstock.orders.OrderCreated`; undefined where this build does not know it. */
export const eventNamed = (fullName: string): EventType | undefined => byName.get(fullName);
