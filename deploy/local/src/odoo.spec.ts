import { describe, expect, it } from 'vitest';
import { odooAccess } from './odoo.js';
import { portsFrom } from './ports.js';

const ports = portsFrom(4000, {});

describe('which Odoo the local system uses', () => {
  it('is the stand-in when the environment names none', () => {
    expect(odooAccess({}, ports)).toMatchObject({ url: 'http://127.0.0.1:4011', isStandIn: true });
  });

  it('is the one that the environment names', () => {
    const env = {
      ODOO_URL: 'https://odoo.example',
      ODOO_DATABASE: 'shop',
      ODOO_USER: 'penstock',
      ODOO_PASSWORD: 'key',
      ODOO_MAPPING_FILE: '/etc/odoo-mapping.yaml',
    };
    expect(odooAccess(env, ports)).toEqual({
      url: 'https://odoo.example',
      database: 'shop',
      user: 'penstock',
      password: 'key',
      mappingFile: '/etc/odoo-mapping.yaml',
      isStandIn: false,
    });
  });

  it('is never the stand-in when one is named by half', () => {
    const env = { ODOO_URL: 'https://odoo.example', ODOO_USER: 'penstock' };
    expect(() => odooAccess(env, ports)).toThrow(
      'To use your own Odoo, set ODOO_DATABASE and ODOO_PASSWORD and ODOO_MAPPING_FILE too.',
    );
  });
});
