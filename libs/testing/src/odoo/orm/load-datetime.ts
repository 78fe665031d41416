import type { Environment } from './environment.js';

const DATETIME = /^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?$/;

/**
 * A datetime cell in UTC: `load`, unlike create and write, takes it for local time in the context's `tz`, or else in
 * the user's. Undefined for what is no datetime.
 *
 * @see https://github.com/odoo/odoo/blob/18.0/odoo/addons/base/models/ir_fields.py (`_str_to_datetime`)
 */
export function datetimeCell(env: Environment, text: string): string | undefined {
  const local = Date.parse(`${text.length === 10 ? `${text} 00:00:00` : text}Z`.replace(' ', 'T'));
  if (!DATETIME.test(text) || Number.isNaN(local)) return undefined;
  const zone = env.context['tz'] || env.find('res.users', env.uid)?.['tz'] || 'UTC';
  const first = local - offsetAt(local, String(zone));
  const utc = local - offsetAt(first, String(zone));
  return new Date(utc).toISOString().slice(0, 19).replace('T', ' ');
}

/** Milliseconds by which the zone's clocks are ahead of UTC at a time. */
function offsetAt(time: number, timeZone: string): number {
  const clock = new Date(time).toLocaleString('sv-SE', { timeZone });
  return Date.parse(`${clock.replace(' ', 'T')}Z`) - Math.floor(time / 1000) * 1000;
}
