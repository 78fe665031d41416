import { createHash } from 'node:crypto';

/** Tells whether what we would announce is what we announced. */
export const contentHash = (...parts: readonly (string | boolean | null)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
