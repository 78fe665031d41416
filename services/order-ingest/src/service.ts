import type { ServiceDefinition } from '@penstock/messaging';
import { says } from './normalising/judge.js';
import { Normaliser } from './normalising/normaliser.js';

/** Takes what channels send and says it as canonical events. It listens to no topic. @param entity company or brand */
export const orderIngest = (entity: string): ServiceDefinition => ({
  name: 'order-ingest',
  handlers: [],
  says,
  loops: (units) => [new Normaliser(units, entity)],
});
