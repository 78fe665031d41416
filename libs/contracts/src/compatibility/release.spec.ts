import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Field } from '../schema/avro.js';
import { type EventSchema, readEvents, schemasFolder } from '../schema/read.js';
import { compatibilityFaults } from './check.js';
import { release, unreleased } from './release.js';

const counted = readEvents().filter((event) => event.name === 'CycleCountCompleted');
const changed = (change: (fields: readonly Field[]) => readonly Field[]): EventSchema[] =>
  counted.map((event) => ({ ...event, schema: { ...event.schema, fields: change(event.schema.fields) } }));
const note = (name: string): Field => ({ name, type: ['null', 'string'], doc: 'A remark.', default: null });

let released: string;
beforeEach(() => {
  released = mkdtempSync(join(tmpdir(), 'released-'));
});
afterEach(() => rmSync(released, { recursive: true }));

describe('a release', () => {
  it('keeps the first version, then nothing, then what changed as the next', () => {
    expect(release(counted, released)).toEqual(['CycleCountCompleted 1']);
    expect(release(counted, released)).toEqual([]);
    const next = changed((fields) => [...fields, note('note')]);
    expect(unreleased(next, released)).toHaveLength(1);
    expect(release(next, released)).toEqual(['CycleCountCompleted 2']);
    expect(readdirSync(join(released, 'CycleCountCompleted')).sort()).toEqual(['1.avsc', '2.avsc']);
  });

  it('refuses an incompatible schema, names event, version, field, rule and remedy, and writes nothing', () => {
    release(counted, released);
    const broken = changed((fields) => fields.filter((field) => field.name !== 'countedAt'));
    expect(() => release(broken, released)).toThrow(
      /CycleCountCompleted \(against released 1\): countedAt: removed-field-needed-default: .*Keep the field/,
    );
    expect(readdirSync(join(released, 'CycleCountCompleted'))).toEqual(['1.avsc']);
  });
});

describe('the check', () => {
  it('asks every released version, not only the last', () => {
    release(counted, released);
    release(changed((fields) => [...fields, note('first')]), released); // prettier-ignore
    release(changed((fields) => [...fields, note('second')]), released); // prettier-ignore
    const clash = changed((fields) => [...fields, { ...note('first'), type: ['null', 'long'] }]);
    expect(compatibilityFaults(clash, released)).toEqual([
      expect.stringContaining('(against released 2): first: type-changed'),
    ]);
  });

  it('finds an event that was released and is gone', () => {
    release(counted, released);
    expect(compatibilityFaults([], released)).toEqual([
      expect.stringContaining('CycleCountCompleted: the event: event-removed'),
    ]);
  });

  it('finds a released version that was deleted', () => {
    release(counted, released);
    release(changed((fields) => [...fields, note('note')]), released); // prettier-ignore
    rmSync(join(released, 'CycleCountCompleted', '1.avsc'));
    expect(compatibilityFaults(counted, released)).toEqual([expect.stringContaining('snapshot-missing')]);
  });

  it('finds a broken house rule without any release', () => {
    const wide = changed((fields) => [
      ...fields,
      { name: 'x', type: ['null', 'string', 'long'], doc: 'x', default: null },
    ]);
    expect(compatibilityFaults(wide, released)).toEqual([
      expect.stringContaining('x: house-rule: a union is ["null", T]'),
    ]);
  });

  it('passes on the schemas as they stand, all of which were released', () => {
    const events = readEvents();
    expect(compatibilityFaults(events, join(schemasFolder, 'released'))).toEqual([]);
    expect(new Set(readdirSync(join(schemasFolder, 'released')))).toEqual(new Set(events.map((event) => event.name)));
  });
});
