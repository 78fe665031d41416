import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readCatalogue } from './catalogue-files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const valid = `
topic: { name: retail.orders.v1, description: Orders., partitions: 24, localPartitions: 6, cleanup: delete, retentionDays: 30 }
events:
  OrderCreated:
    { owner: a, systemOfRecord: b, producers: [c], consumers: [], latencyTier: seconds, serviceLevel: d, criticality: vital,
      key: e, compatibility: FULL_TRANSITIVE, personalDataFields: [], deprecation: null, onDeadLetter: hold }
`;

type Document = { topic: Record<string, unknown>; events: { OrderCreated: Record<string, unknown> } };

function given(change: (document: Document) => void): void {
  const document = parse(valid) as Document;
  change(document);
  writeFileSync(join(folder, 'orders.yaml'), stringify(document));
}

describe('a catalogue file', () => {
  it('is read with its context', () => {
    given(() => undefined);
    expect(readCatalogue(folder)).toMatchObject([{ context: 'orders', events: { OrderCreated: { owner: 'a' } } }]);
  });

  it.each<[string, (document: Document) => void]>([
    ['owner', ({ events }) => delete events.OrderCreated.owner],
    ['owner', ({ events }) => (events.OrderCreated.owner = '')],
    ['producers', ({ events }) => (events.OrderCreated.producers = [])],
    ['compatibility', ({ events }) => (events.OrderCreated.compatibility = 'BACKWARD')],
    ['onDeadLetter', ({ events }) => (events.OrderCreated.onDeadLetter = 'drop')],
    ['onDeadLeter', ({ events }) => (events.OrderCreated.onDeadLeter = 'hold')],
    ['partitions', ({ topic }) => (topic.partitions = 0)],
    ['topic.name', ({ topic }) => (topic.name = 'orders')],
  ])('that is wrong is refused by file and field: %s', (path, change) => {
    given(change);
    expect(() => readCatalogue(folder)).toThrow(/catalogue\/orders\.yaml is not as it must be/);
    expect(() => readCatalogue(folder)).toThrow(path);
  });
});
