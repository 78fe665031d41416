import type { EventType } from '@penstock/contracts';
import { decimalText, type Instant, isDecimal, isoOf } from '@penstock/domain';

/** The part of Avro's schema language that says how a value is to be shown (https://avro.apache.org/docs/1.11.1/specification/). */
type Schema = string | readonly Schema[] | Declared;
interface Declared {
  readonly type: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly logicalType?: string;
  readonly fields?: readonly { readonly name: string; readonly type: Schema }[];
  readonly items?: Schema;
  readonly values?: Schema;
}

const MASK = '[personal]';

/**
 * An event as people read it: decimals as exact text, instants as ISO 8601, bytes as base64.
 * @param hidden paths such as `personal` or `lines.note`, whose values are shown as `[personal]` where there are any
 */
export function eventAsJson(type: EventType, event: unknown, hidden: readonly string[]): unknown {
  const named = new Map<string, Declared>();

  const show = (schema: Schema, value: unknown, path: string): unknown => {
    if (value === null || value === undefined) return null;
    if (hidden.includes(path)) return MASK;
    if (Array.isArray(schema))
      return show((schema as readonly Schema[]).find((branch) => branch !== 'null') ?? 'null', value, path);
    const known = typeof schema === 'string' ? named.get(schema) : (schema as Declared);
    if (!known) return plain(value);
    if (known.name) named.set(known.namespace ? `${known.namespace}.${known.name}` : known.name, known);
    if (known.logicalType === 'timestamp-micros') return isoOf(value as Instant);
    if (known.fields)
      return Object.fromEntries(
        known.fields.map(({ name, type: of }) => [
          name,
          show(of, (value as Record<string, unknown>)[name], path === '' ? name : `${path}.${name}`),
        ]),
      );
    if (known.items) return (value as unknown[]).map((item) => show(known.items as Schema, item, path));
    if (known.values)
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name, show(known.values as Schema, item, path)]),
      );
    return plain(value);
  };
  return show(JSON.parse(type.schema) as Schema, event, '');
}

function plain(value: unknown): unknown {
  if (isDecimal(value)) return decimalText(value);
  return Buffer.isBuffer(value) ? value.toString('base64') : value;
}
