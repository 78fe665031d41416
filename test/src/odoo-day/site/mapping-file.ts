import type { Odoo } from './json-rpc.js';

/** What the adapter is told of taxes, companies and channels: nothing yet. */
export function mappingEnvironment(_odoo: Odoo, _file: string): Promise<Readonly<Record<string, string>>> {
  return Promise.resolve({});
}
