/** A refused value as an error may show it: never a text or an object itself, for it may be personal, and errors are logged. */
export function shown(value: unknown): string {
  if (value === undefined) return 'a missing value';
  if (typeof value === 'string') return `a string of ${value.length} characters`;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  return `${String(value)} (${typeof value})`;
}
