import {
  type AvroSchema,
  isArray,
  isEnum,
  isMap,
  isRecord,
  isUnion,
  kindOf,
  type NamedSchema,
  type PrimitiveSchema,
} from '../schema/avro.js';

/** Names a generated type needs from elsewhere: from @penstock/domain and from the shared types. */
export interface Imports {
  readonly domain: Set<string>;
  readonly common: Set<string>;
}

const PRIMITIVES: Readonly<Record<string, string>> = {
  null: 'null', boolean: 'boolean', int: 'number', long: 'number', string: 'string', bytes: 'Buffer',
}; // prettier-ignore

const LOGICAL: Readonly<Record<string, { type: string; domain: boolean }>> = {
  decimal: { type: 'Decimal', domain: true },
  'timestamp-micros': { type: 'Instant', domain: true },
  uuid: { type: 'string', domain: false },
};

const simpleName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/**
 * The TypeScript type of the values of a schema.
 * @throws {Error} on Avro that has no exact counterpart, such as float.
 */
export function typeName(schema: AvroSchema, imports: Imports): string {
  if (isUnion(schema)) return [...schema].reverse().map((branch) => typeName(branch, imports)).join(' | '); // prettier-ignore
  if (isArray(schema)) return arrayOf(typeName(schema.items, imports));
  if (isMap(schema)) return `Readonly<Record<string, ${typeName(schema.values, imports)}>>`;
  if (isRecord(schema) || isEnum(schema)) return named(schema.namespace ?? '', schema.name, imports);
  const logical = typeof schema === 'string' ? undefined : (schema as PrimitiveSchema).logicalType;
  if (logical !== undefined) return logicalName(logical, imports);
  const kind = kindOf(schema);
  const primitive = PRIMITIVES[kind];
  if (primitive) return primitive;
  if (!kind.includes('.')) throw new Error(`${kind} has no exact type in TypeScript`);
  return named(kind.slice(0, kind.lastIndexOf('.')), simpleName(kind), imports);
}

const arrayOf = (item: string): string => (item.includes(' ') ? `readonly (${item})[]` : `readonly ${item}[]`);

function logicalName(logical: string, imports: Imports): string {
  const known = LOGICAL[logical];
  if (!known) throw new Error(`logical type ${logical} is not in use here`);
  if (known.domain) imports.domain.add(known.type);
  return known.type;
}

function named(namespace: string, name: string, imports: Imports): string {
  if (namespace === 'penstock.common') imports.common.add(name);
  return name;
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

/** Simple names become TypeScript names: two types of different namespaces must not share one. */
export function uniqueNameFaults(schemas: readonly AvroSchema[]): string[] {
  const owners = new Map<string, string>();
  const faults: string[] = [];
  for (const { name, namespace = '' } of schemas.flatMap(namedTypes)) {
    const owner = owners.get(name) ?? namespace;
    owners.set(name, owner);
    if (owner !== namespace) faults.push(`${namespace}.${name} and ${owner}.${name} would be one TypeScript type`);
  }
  return faults;
}
