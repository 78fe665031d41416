import { fileURLToPath } from 'node:url';

/** The clone's root; the same seen from src/ and from dist/. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));
