import {
  type AvroSchema,
  type EnumSchema,
  type Field,
  fullName,
  isArray,
  isEnum,
  isMap,
  isRecord,
  isUnion,
  kindOf,
  type NamedSchema,
  type RecordSchema,
  valueOfNullable,
} from '../schema/avro.js';
import { namedTypes } from '../schema/paths.js';
import { logicalFaults } from './logical.js';
import type { Fault, Rule } from './rules.js';

/**
 * Whether values of either schema can be read with the other (Avro's FULL), and mean the same: Avro itself ignores logical types, so
 * it would let a decimal's scale change from 2 to 4. Both schemas are self-contained.
 */
export function compare(current: RecordSchema, released: RecordSchema): Fault[] {
  return new Comparison(current, released).run();
}

class Comparison {
  private readonly faults: Fault[] = [];
  /** A type is compared where it is first met: one change of Money is one fault, not thirty. */
  private readonly seen = new Set<string>();
  private readonly currentTypes: ReadonlyMap<string, NamedSchema>;
  private readonly releasedTypes: ReadonlyMap<string, NamedSchema>;

  constructor(
    private readonly current: RecordSchema,
    private readonly released: RecordSchema,
  ) {
    this.currentTypes = definitions(current);
    this.releasedTypes = definitions(released);
  }

  run(): Fault[] {
    this.type(this.current, this.released, '');
    return this.faults;
  }

  private fault(path: string, rule: Rule, message: string): void {
    this.faults.push({ path, rule, message });
  }

  private type(now: AvroSchema, before: AvroSchema, path: string): void {
    const [a, b] = [resolve(now, this.currentTypes), resolve(before, this.releasedTypes)];
    if (isUnion(a) || isUnion(b)) this.union(a, b, path);
    else if (kindOf(a) !== kindOf(b)) this.fault(path, 'type-changed', `it is ${kindOf(a)}, it was ${kindOf(b)}`);
    else if (isArray(a) && isArray(b)) this.type(a.items, b.items, path);
    else if (isMap(a) && isMap(b)) this.type(a.values, b.values, path);
    else if (isRecord(a) && isRecord(b)) this.named(a, b, path, () => this.record(a, b, path));
    else if (isEnum(a) && isEnum(b)) this.named(a, b, path, () => this.enum(a, b, path));
    else this.faults.push(...logicalFaults(a, b, path));
  }

  private union(now: AvroSchema, before: AvroSchema, path: string): void {
    if (!isUnion(now)) return this.fault(path, 'nullability-changed', 'it could be null and no longer may');
    if (!isUnion(before)) return this.fault(path, 'nullability-changed', 'it may be null and never was');
    const [a, b] = [valueOfNullable(now), valueOfNullable(before)];
    if (a !== undefined && b !== undefined) return this.type(a, b, path);
    this.fault(path, 'union-changed', `it is a union of ${now.length}, it was one of ${before.length}`);
  }

  private named(now: NamedSchema, before: NamedSchema, path: string, inside: () => void): void {
    const [a, b] = [fullName(now), fullName(before)];
    if (a !== b) return this.fault(path, 'name-changed', `its type is ${a}, it was ${b}`);
    if (this.seen.has(a)) return;
    this.seen.add(a);
    inside();
  }

  private record(now: RecordSchema, before: RecordSchema, path: string): void {
    const at = (field: Field): string => (path ? `${path}.${field.name}` : field.name);
    const [nowByName, beforeByName] = [byName(now), byName(before)];
    for (const field of now.fields) {
      const old = beforeByName.get(field.name);
      if (old) this.type(field.type, old.type, at(field));
      else if (field.default === undefined)
        this.fault(at(field), 'added-field-needs-default', 'it is new and has no default');
    }
    for (const field of before.fields) {
      if (nowByName.has(field.name) || field.default !== undefined) continue;
      this.fault(at(field), 'removed-field-needed-default', 'it is gone and had no default');
    }
  }

  private enum(now: EnumSchema, before: EnumSchema, path: string): void {
    for (const symbol of before.symbols) {
      if (!now.symbols.includes(symbol)) this.fault(path, 'enum-symbol-removed', `${symbol} is gone from ${now.name}`);
    }
    const added = now.symbols.filter((symbol) => !before.symbols.includes(symbol));
    if (added.length > 0 && before.default === undefined) {
      this.fault(path, 'enum-symbol-added-without-default', `${added.join(', ')} is new in ${now.name}`);
    }
  }
}

const byName = (record: RecordSchema): Map<string, Field> => new Map(record.fields.map((field) => [field.name, field]));

const definitions = (schema: RecordSchema): Map<string, NamedSchema> =>
  new Map(namedTypes(schema).map((type) => [fullName(type), type]));

const resolve = (schema: AvroSchema, types: ReadonlyMap<string, NamedSchema>): AvroSchema =>
  typeof schema === 'string' ? (types.get(schema) ?? schema) : schema;
