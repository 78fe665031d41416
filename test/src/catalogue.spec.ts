import type { OdooClient } from '@penstock/connector-odoo';
import { allEvents, catalogueOf, DeadLettered, type EventType } from '@penstock/contracts';
import type { ServiceDefinition } from '@penstock/messaging';
import { describe, expect, it } from 'vitest';
// Services are programs and export nothing, so their definitions are taken from their sources.
/* eslint-disable @nx/enforce-module-boundaries */
import { inventoryPropagator } from '../../services/inventory-propagator/src/service.js';
import type { LiveMappings } from '../../services/odoo-adapter/src/mapping/live-mappings.js';
import { OdooHealth } from '../../services/odoo-adapter/src/odoo-changes/odoo-health.js';
import { odooAdapter } from '../../services/odoo-adapter/src/service.js';
import { orderIngest } from '../../services/order-ingest/src/service.js';
import { settlementReconciler } from '../../services/settlement-reconciler/src/service.js';
/* eslint-enable @nx/enforce-module-boundaries */

type Settings = Parameters<typeof settlementReconciler>[0];

const odoo = {} as OdooClient; // nothing is called: the definitions are only read
const polling = {
  ...{ odooInstance: 'main', odooConcurrency: 1, odooPollIntervalMs: 1, odooPollMarginSeconds: 1 },
  odooRequestLimitMs: 1,
  ...{ odooCompareIntervalMinutes: 1, odooStockDrift: 'report' as const },
};
const stripe = { stripeApiUrl: 'http://127.0.0.1:9', stripeApiKey: 'sk', stripeAccount: 'main', matchGraceSeconds: 1 };

const definitions: readonly ServiceDefinition[] = [
  orderIngest('main'),
  inventoryPropagator({ entity: 'main', channels: [], compareHoldMs: 1 }),
  odooAdapter({ entity: 'main', ...polling }, odoo, new OdooHealth(), {} as LiveMappings),
  settlementReconciler({ entity: 'main', ...stripe } as unknown as Settings),
];

const namesOf = (which: (service: ServiceDefinition) => readonly EventType[], event: EventType): string[] =>
  definitions.filter((service) => which(service).some(({ name }) => name === event.name)).map(({ name }) => name);

const heardBy = ({ handlers }: ServiceDefinition): EventType[] => handlers.map(({ on }) => on);

/** Dead letters are said by libs/messaging, in the name of every service that it runs. */
const saidBy = ({ handlers, says = [] }: ServiceDefinition): EventType[] => [
  ...handlers.flatMap(({ emits }) => emits),
  ...says,
  DeadLettered,
];

describe('the catalogue tells the truth about the services', () => {
  it.each(allEvents.map((event) => [event.name, event] as const))('who listens to %s', (_, event) => {
    expect(namesOf(heardBy, event).sort()).toEqual([...catalogueOf(event).consumers].sort());
  });

  it.each(allEvents.map((event) => [event.name, event] as const))('who says %s', (_, event) => {
    expect(namesOf(saidBy, event).sort()).toEqual([...catalogueOf(event).producers].sort());
  });
});
