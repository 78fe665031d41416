import { describe, expect, it } from 'vitest';
import { type EventSchema, readEvents } from '../schema/read.js';
import { type CatalogueFile, type EntryDeclaration, readCatalogue, readServices } from './catalogue-files.js';
import { catalogueFaults } from './catalogue-rules.js';

const orders = readEvents().filter((event): event is EventSchema => event.name === 'OrderCreated');
const file = readCatalogue().find(({ context }) => context === 'orders') as CatalogueFile;
const entry = file.events.OrderCreated as EntryDeclaration;
const services = readServices();

const faultsWith = (change: Partial<EntryDeclaration>, topic: Partial<CatalogueFile['topic']> = {}): string[] =>
  catalogueFaults(
    orders,
    [{ ...file, topic: { ...file.topic, ...topic }, events: { OrderCreated: { ...entry, ...change } } }],
    services,
  );

describe('the catalogue', () => {
  it('agrees with the schemas as they stand', () => {
    expect(catalogueFaults(readEvents(), readCatalogue(), services)).toEqual([]);
  });

  it('refuses an event nobody owns', () => {
    expect(catalogueFaults(orders, [{ ...file, events: {} }], services)).toEqual([
      expect.stringContaining('nobody owns it'),
    ]);
    expect(catalogueFaults(orders, [], services)).toEqual([expect.stringContaining('nobody owns it')]);
  });

  it('refuses an entry without a schema', () => {
    expect(catalogueFaults([], [{ ...file, events: { OrderCreated: entry } }], services)).toEqual([
      'catalogue/orders.yaml names OrderCreated, which has no schema in schemas/orders',
    ]);
  });

  it.each<[string, Partial<EntryDeclaration>]>([
    ['order-inges is not a service', { producers: ['order-inges'] }],
    ['warehouse is not a service', { consumers: ['warehouse'] }],
    ['the key orderID is not a string field', { key: 'orderID' }],
    ['the key placedAt is not a string field', { key: 'placedAt' }],
    ['personal.nick, which is not a field', { personalDataFields: ['personal', 'personal.nick'] }],
    ['personal is personal data', { personalDataFields: [] }],
  ])('refuses what is not so: %s', (message, change) => {
    expect(faultsWith(change)).toEqual([expect.stringContaining(message)]);
  });

  it('refuses to keep personal data for longer than thirty days, or on a topic of another context', () => {
    expect(faultsWith({}, { retentionDays: 31 })).toEqual([expect.stringContaining('longer than 30 days')]);
    expect(faultsWith({}, { retentionDays: null })).toEqual([expect.stringContaining('longer than 30 days')]);
    expect(faultsWith({}, { name: 'retail.payments.v1' })).toEqual([expect.stringContaining('foreign topic')]);
  });
});
