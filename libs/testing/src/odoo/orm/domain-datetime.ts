import { valueError } from './errors.js';
import type { OdooVersion } from './version.js';

/**
 * A datetime of a domain or a row as text that sorts. A bare day means its first second, or its last one for `>` and
 * `<=`. 18 compares microseconds, so `=` with a whole second misses and `>` repeats the row, and it understands
 * ISO 8601. 19 compares whole seconds, so `>` skips later rows of the same second, and it takes no time zone.
 *
 * @throws ValueError on 19 for a datetime with a time zone
 */
export function comparableDatetime(version: OdooVersion, operator: string, value: string): string {
  if (version === 19 && /(Z|[+-]\d\d:\d\d)$/.test(value)) {
    throw valueError(`expecting only datetimes with no timezone: '${value}'`);
  }
  const endOfDay = operator === '>' || operator === '<=';
  const time = value.length === 10 ? `${value} ${endOfDay ? '23:59:59' : '00:00:00'}` : value;
  const plain = time.replace('T', ' ').replace(/Z|\+00:00$/, '');
  return version === 19 ? plain.slice(0, 19) : plain.padEnd(20, '.').padEnd(26, '0');
}
