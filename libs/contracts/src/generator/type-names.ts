import { type AvroSchema, isArray, isEnum, isMap, isRecord, isUnion, kindOf } from '../schema/avro.js';
import { namedTypes } from '../schema/paths.js';

/** Names a generated type is made of: those of @penstock/domain, and those of other named schemas. */
export interface Imports {
  readonly domain: Set<string>;
  readonly named: Set<string>;
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
  if (isUnion(schema)) return unionOf(schema.map((branch) => typeName(branch, imports)));
  if (isArray(schema)) return arrayOf(typeName(schema.items, imports));
  if (isMap(schema)) return `Readonly<Record<string, ${typeName(schema.values, imports)}>>`;
  if (isRecord(schema) || isEnum(schema)) return named(schema.name, imports);
  const logical = typeof schema === 'string' ? undefined : schema.logicalType;
  if (logical !== undefined) return logicalName(logical, imports);
  const kind = kindOf(schema);
  const primitive = PRIMITIVES[kind];
  if (primitive) return primitive;
  if (!kind.includes('.')) throw new Error(`${kind} has no exact type in TypeScript`);
  return named(simpleName(kind), imports);
}

/** TypeScript readers expect null last. */
const unionOf = (branches: string[]): string => branches.reverse().join(' | ');

const arrayOf = (item: string): string => (item.includes(' ') ? `readonly (${item})[]` : `readonly ${item}[]`);

function logicalName(logical: string, imports: Imports): string {
  const known = LOGICAL[logical];
  if (!known) throw new Error(`logical type ${logical} is not in use here`);
  if (known.domain) imports.domain.add(known.type);
  return known.type;
}

function named(name: string, imports: Imports): string {
  imports.named.add(name);
  return name;
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
