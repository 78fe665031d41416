/** The outbox by itself: for measuring the relay without a service around it. */
export { insertIntoOutbox, LANES, laneOf, type OutboxDraft, type OutboxRow } from './outbox-store.js';
export { Relay, RELAY_TIMES, type RelayTimes } from './relay.js';
