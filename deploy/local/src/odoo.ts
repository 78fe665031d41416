import { join, resolve } from 'node:path';
import type { Ports } from './ports.js';
import { root } from './root.js';
import { standInUrl } from './stand-ins.js';

export interface OdooAccess {
  readonly url: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** What the shops' words mean in it. */
  readonly mappingFile: string;
  /** False for an Odoo that was there before us. */
  readonly isStandIn: boolean;
}

const VARIABLES = ['ODOO_URL', 'ODOO_DATABASE', 'ODOO_USER', 'ODOO_PASSWORD', 'ODOO_MAPPING_FILE'] as const;

/** What the demo shops' orders are in the stand-in. */
const STAND_IN_MAPPING = join(root, 'deploy/local/odoo-mapping.yaml');

/**
 * The Odoo that the environment names, or the stand-in when it names none. Throws an Error of one sentence when it names one by half: to
 * book into the stand-in then would look like success.
 */
export function odooAccess(env: NodeJS.ProcessEnv, ports: Ports): OdooAccess {
  const missing = VARIABLES.filter((name) => !env[name]);
  if (missing.length === VARIABLES.length) {
    return {
      url: standInUrl('odoo-stand-in', ports),
      database: 'odoo',
      user: 'admin',
      password: 'admin',
      mappingFile: STAND_IN_MAPPING,
      isStandIn: true,
    };
  }
  if (missing.length > 0) throw new Error(`To use your own Odoo, set ${missing.join(' and ')} too.`);
  const [url = '', database = '', user = '', password = '', mapping = ''] = VARIABLES.map((name) => env[name]);
  return { url, database, user, password, mappingFile: resolve(mapping), isStandIn: false };
}
