import {
  type AvroSchema,
  isArray,
  isEnum,
  isMap,
  isRecord,
  isUnion,
  type NamedSchema,
  type RecordSchema,
} from './avro.js';

/**
 * Every field of a self-contained schema by its path, such as `lines.unitPrice.shop.amount`; items of arrays and values of maps add
 * nothing to a path. A type that was met before is not entered again.
 */
export function fieldPaths(schema: RecordSchema): Map<string, AvroSchema> {
  const paths = new Map<string, AvroSchema>();
  const enter = (type: AvroSchema, path: string): void => {
    if (isUnion(type)) for (const branch of type) enter(branch, path);
    else if (isArray(type)) enter(type.items, path);
    else if (isMap(type)) enter(type.values, path);
    else if (isRecord(type)) {
      for (const field of type.fields) {
        const at = path ? `${path}.${field.name}` : field.name;
        paths.set(at, field.type);
        enter(field.type, at);
      }
    }
  };
  enter(schema, '');
  return paths;
}

/** All named types of a self-contained schema, each after those it is made of. */
export function namedTypes(schema: AvroSchema): NamedSchema[] {
  if (isUnion(schema)) return schema.flatMap(namedTypes);
  if (isArray(schema)) return namedTypes(schema.items);
  if (isMap(schema)) return namedTypes(schema.values);
  if (isEnum(schema)) return [schema];
  if (isRecord(schema)) return [...schema.fields.flatMap((field) => namedTypes(field.type)), schema];
  return [];
}

/** What the common context defines, and types of another context that more than one event is made of; by name. */
export function sharedTypes(events: readonly RecordSchema[]): NamedSchema[] {
  const types = new Map<string, NamedSchema>();
  const uses = new Map<string, number>();
  for (const type of events.flatMap(namedTypes)) {
    types.set(type.name, type);
    uses.set(type.name, (uses.get(type.name) ?? 0) + 1);
  }
  return [...types.values()]
    .filter(({ name, namespace }) => namespace === 'penstock.common' || (uses.get(name) ?? 0) > 1)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
