import { describe, expect, it } from 'vitest';
import { allEvents, earlierVersions } from '../generated/index.js';
import type { EventSchema } from '../schema/read.js';
import type { CatalogueEntry } from '../catalogue.js';
import { uniqueNameFaults } from './type-names.js';
import { earlierVersionsModule, eventModule, fileNameOf } from './typescript.js';

const sold: EventSchema = {
  name: 'Sold',
  context: 'test',
  schema: {
    type: 'record',
    name: 'Sold',
    namespace: 'penstock.test',
    doc: 'Something was sold.',
    fields: [
      { name: 'meta', type: { type: 'record', name: 'EventMeta', namespace: 'penstock.common', fields: [] } },
      { name: 'at', type: { type: 'long', logicalType: 'timestamp-micros' }, doc: "The till's time." },
      { name: 'note', type: ['null', 'string'], default: null },
      {
        name: 'rates',
        type: { type: 'array', items: { type: 'bytes', logicalType: 'decimal', precision: 38, scale: 18 } },
      },
      { name: 'facts', type: { type: 'map', values: 'string' } },
      {
        name: 'cause',
        type: { type: 'enum', name: 'Cause', namespace: 'penstock.test', symbols: ['UNKNOWN', 'SALE'] },
      },
    ],
  },
};
const entry = { topic: 'retail.test.v1', key: 'note', owner: 'shop', onDeadLetter: 'hold' } as CatalogueEntry & {
  topic: string;
};

describe('the generated module of an event', () => {
  const shared = new Set(['EventMeta']);
  const text = eventModule(sold, entry, shared);

  it.each([
    "import type { Decimal, Instant } from '@penstock/domain';",
    "import type { EventMeta } from './common.js';",
    "export type Cause = 'UNKNOWN' | 'SALE';",
    "  /** The till's time. */\n  readonly at: Instant;",
    '  readonly note: string | null;',
    '  readonly rates: readonly Decimal[];',
    '  readonly facts: Readonly<Record<string, string>>;',
    '/** Something was sold. */\nexport const Sold: EventType<Sold> = defineEvent<Sold>({',
    "The till\\'s time.",
  ])('says %s', (line) => {
    expect(text).toContain(line);
  });

  it('cannot be made of a type without an exact counterpart', () => {
    const inexact: EventSchema = { ...sold, schema: { ...sold.schema, fields: [{ name: 'price', type: 'double' }] } };
    expect(() => eventModule(inexact, entry, shared)).toThrow('double has no exact type');
  });
});

describe('the generated module of earlier versions', () => {
  it('names each by its subject, the oldest first, as it was registered', () => {
    const subject = 'retail.test.v1-penstock.test.Sold';
    const older = { ...sold.schema, doc: "Was the till's." };
    const text = earlierVersionsModule([older, sold.schema].map((schema) => ({ subject, schema })));
    const escaped = JSON.stringify(older).replaceAll("'", "\\'");
    expect(text).toContain(`{ subject: '${subject}', schema: '${escaped}' },\n  { subject: '${subject}', schema: '`);
  });

  it('is of those that the registry of a new installation would not know', () => {
    const known = new Set(allEvents.map(({ schema }) => schema));
    expect(earlierVersions.length).toBeGreaterThan(0);
    for (const { subject, schema } of earlierVersions) {
      expect(allEvents.map((event) => event.subject)).toContain(subject);
      expect(known).not.toContain(schema);
    }
  });
});

describe('names', () => {
  it('of files follow those of events', () => {
    expect(fileNameOf('OdooRecordLinked')).toBe('odoo-record-linked');
  });

  it('that two contexts use for different types are refused', () => {
    expect(uniqueNameFaults([sold.schema, { ...sold.schema, namespace: 'penstock.other' }])).toContain(
      'penstock.other.Sold and penstock.test.Sold would be one TypeScript type',
    );
  });
});
