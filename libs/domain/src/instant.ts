/** A point in time: microseconds since 1970-01-01T00:00:00Z. Safe as a number until the year 2255. */
export type Instant = number & { readonly __brand: 'Instant' };

const ISO = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})$/;

export const instantOfMillis = (millis: number): Instant => Math.round(millis * 1000) as Instant;

export const millisOf = (instant: Instant): number => Math.floor(instant / 1000);

/**
 * Reads an ISO 8601 time with its offset, to the microsecond (further digits are cut).
 * @throws {RangeError} when the text has no offset or is no time: a time without a zone is not an instant.
 */
export function instant(iso: string): Instant {
  const [, seconds, fraction = '', offset] = ISO.exec(iso) ?? [];
  const zone = offset && (offset === 'Z' || offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`);
  const millis = seconds ? Date.parse(`${seconds.replace(' ', 'T')}${zone}`) : Number.NaN;
  if (Number.isNaN(millis)) throw new RangeError(`"${iso}" is not an ISO 8601 time with an offset`);
  return (millis * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6))) as Instant;
}

/** `2026-11-21T09:08:00.000000Z`: always UTC, always six decimals, so that texts sort as times do. */
export function isoOf(value: Instant): string {
  const second = Math.floor(value / 1_000_000);
  if (second !== written.second) written = { second, text: new Date(second * 1000).toISOString().slice(0, -4) };
  return `${written.text}${String(value - second * 1_000_000).padStart(6, '0')}Z`;
}

/** The second that was written last, to its point: most instants of a batch lie in one. */
let written = { second: Number.NaN, text: '' };

/** The offset a source wrote (`-05:00`, `Z`), kept where a cut-off depends on the source's day; null when there is none. */
export const offsetOf = (iso: string): string | null => ISO.exec(iso)?.[3] ?? null;
