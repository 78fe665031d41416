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
