import {
  type AvroSchema,
  type Field,
  isArray,
  isEnum,
  isMap,
  isPrimitive,
  isRecord,
  isUnion,
  type NamedSchema,
  type RecordSchema,
} from './avro.js';

/** Shared types by full name. */
export type SharedTypes = ReadonlyMap<string, NamedSchema>;

/**
 * Writes an event's schema as one document: each named type in full where it is first met, with its namespace, and by full name
 * afterwards. That is how it is registered, so a reader needs nothing else.
 * @throws {Error} on a reference that points at nothing.
 */
export function selfContained(event: RecordSchema, shared: SharedTypes): RecordSchema {
  const written = new Set<string>();

  const write = (schema: AvroSchema, namespace: string): AvroSchema => {
    if (typeof schema === 'string') return reference(schema, namespace);
    if (isUnion(schema)) return schema.map((branch) => write(branch, namespace));
    if (isRecord(schema) || isEnum(schema)) return named(schema, schema.namespace ?? namespace);
    if (isArray(schema)) return { type: 'array', items: write(schema.items, namespace) };
    if (isMap(schema)) return { type: 'map', values: write(schema.values, namespace) };
    return schema;
  };

  const reference = (name: string, namespace: string): AvroSchema => {
    if (isPrimitive(name)) return name;
    const full = name.includes('.') ? name : `${namespace}.${name}`;
    if (written.has(full)) return full;
    const target = shared.get(full);
    if (!target) throw new Error(`${event.name}: there is no type ${full}`);
    return named(target, target.namespace ?? namespace);
  };

  const named = (schema: NamedSchema, namespace: string): NamedSchema => {
    const full = `${namespace}.${schema.name}`;
    if (written.has(full)) throw new Error(`${event.name}: ${full} is defined twice`);
    written.add(full);
    const head = { type: schema.type, name: schema.name, namespace, ...(schema.doc && { doc: schema.doc }) };
    if (schema.type === 'record')
      return { ...head, type: 'record', fields: schema.fields.map((f) => field(f, namespace)) };
    const fallback = schema.default === undefined ? {} : { default: schema.default };
    return { ...head, type: 'enum', symbols: schema.symbols, ...fallback };
  };

  const field = (given: Field, namespace: string): Field => ({ ...given, type: write(given.type, namespace) });

  return named(event, event.namespace ?? '') as RecordSchema;
}
