import type { Cause } from './handling/outgoing.js';

/** What led to the events and tasks of a spec: nothing before them. */
export const cause: Cause = {
  entity: 'main',
  source: { system: 'test', channel: null },
  correlationId: 'story',
  causationId: null,
  mode: 'live',
};
