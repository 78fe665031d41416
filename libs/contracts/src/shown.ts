/** A refused value as an error may show it: never a text or an object itself, for it may be personal, and errors are logged. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'a missing value';
    case 'string':
      return `a string of ${value.length} characters`;
    case 'number':
    case 'bigint':
    case 'boolean':
      return `${value} (${typeof value})`;
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? 'a list' : 'an object';
    default:
      return `a ${typeof value}`;
  }
}
