import { type Instant, instant, isoOf } from '@penstock/domain';

/** The time that Odoo wrote, always UTC: `2026-11-21 08:08:24`. @throws {RangeError} on anything else */
export const instantOfOdoo = (text: string): Instant => instant(`${text}Z`);

/** The only form Odoo takes in values and domains: UTC, a blank instead of the T, no fraction, no zone. Cuts to the second. */
export const odooTime = (value: Instant): string => isoOf(value).slice(0, 19).replace('T', ' ');
