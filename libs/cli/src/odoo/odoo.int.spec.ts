import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OdooStandIn, startOdooStandIn, TRACEBACK_MARK } from '@penstock/testing/odoo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../run.js';

const folder = mkdtempSync(join(tmpdir(), 'mapping-'));
let odoo: OdooStandIn;

function mapping(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const fileWith = (tax: string) => `
version: 2026-11-21.1
companies:
  - name: My Company
    channels: [demo-shop]
    warehouse: WH
    currency: USD
    taxes: [{ title: VAT, rate: 0.19, included: false, odoo: ${tax} }]
`;

/** Runs `npx penstock odoo …` in this process. */
async function penstock(argv: readonly string[], env: Record<string, string> = {}) {
  let [out, err] = ['', ''];
  const login = { ODOO_DATABASE: odoo.database, ODOO_USER: odoo.user, ODOO_PASSWORD: odoo.password };
  const status = await run(['odoo', ...argv], {
    env: { ODOO_URL: odoo.url, ...login, ODOO_MAPPING_FILE: mapping('whole.yaml', fileWith('VAT 19%')), ...env },
    user: 'ada',
    print: (text) => (out += `${text}\n`),
    complain: (text) => (err += `${text}\n`),
  });
  return { status, out, err };
}

beforeAll(async () => {
  odoo = await startOdooStandIn({ seed: 'demo' });
});
afterAll(async () => {
  await odoo.stop();
  rmSync(folder, { recursive: true });
});

describe('npx penstock odoo check', () => {
  it('prints what was found, and ends with 0', async () => {
    const { status, out } = await penstock(['check']);
    expect(out).toMatch(/^Odoo 18 at http.*, as user admin \(2\); mapping 2026-11-21.1$/m);
    expect(out).toMatch(/^My Company +tax VAT of 19%, on top +account.tax \d+ +VAT 19%$/m);
    expect(out).toContain('Odoo is as the mapping needs it.');
    expect(status).toBe(0);
  });

  it('prints what is missing and how to set it up, and ends with 1', async () => {
    const { status, out } = await penstock(['check', '--mapping', mapping('tax.yaml', fileWith('TVA 19%'))]);
    expect(out).toContain(
      '  TAX_MISSING  My Company: company My Company has no tax TVA 19%, which tax VAT of 19%, on top is mapped to\n' +
        '      In Invoicing, Configuration, Taxes, press New: Tax Name TVA 19%,',
    );
    expect(out).toContain('1 problem: nothing is written to Odoo until none is left.');
    expect(status).toBe(1);
  });

  it('speaks JSON to programs', async () => {
    const { status, out } = await penstock(['check', '--json', '--mapping', mapping('tax.yaml', fileWith('TVA 19%'))]);
    expect(JSON.parse(out)).toMatchObject({
      mapping: '2026-11-21.1',
      version: 18,
      problems: [{ code: 'TAX_MISSING', company: 'My Company' }],
    });
    expect(status).toBe(1);
  });

  it.each<[why: string, argv: string[], env: Record<string, string>, words: string]>([
    ['another word', ['look'], {}, '"odoo look" is no command'],
    ['an option it does not know', ['check', '--often'], {}, '--often'],
    ['variables that are missing', ['check'], { ODOO_USER: '', ODOO_PASSWORD: '' }, 'set ODOO_USER, ODOO_PASSWORD'],
    ['no mapping file', ['check'], { ODOO_MAPPING_FILE: '' }, 'name the mapping file'],
    ['a mapping file that is not there', ['check', '--mapping', '/nowhere'], {}, 'cannot be read: ENOENT'],
    ['an address that is none', ['check'], { ODOO_URL: 'odoo' }, 'ODOO_URL is no address'],
    ['a protocol that is none', ['check'], { ODOO_PROTOCOL: 'xmlrpc' }, 'ODOO_PROTOCOL must be one of'],
  ])('ends with 2 for %s', async (_, argv, env, words) => {
    const { status, err } = await penstock(argv, env);
    expect(err).toContain(words);
    expect(status).toBe(2);
  });

  it.each<[why: string, env: Record<string, string>, words: string]>([
    ['an Odoo that is away', { ODOO_URL: 'http://127.0.0.1:1' }, 'cannot be reached'],
    ['a wrong password', { ODOO_PASSWORD: 'hunter2' }, 'login or password of admin is wrong'],
    ['a database that is not there', { ODOO_DATABASE: 'nosuchdb' }, 'nosuchdb'],
  ])('ends with 3 for %s, without secrets and tracebacks', async (_, env, words) => {
    const { status, out, err } = await penstock(['check'], env);
    expect(err).toContain(words);
    expect(out + err).not.toMatch(new RegExp(`hunter2|Traceback|${TRACEBACK_MARK}`));
    expect(status).toBe(3);
  });

  it('ends with 3 for something that is not Odoo', async () => {
    const server = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { status, err } = await penstock(['check'], { ODOO_URL: `http://127.0.0.1:${port}` });
    expect(err).toContain("not Odoo's but text/html");
    expect(status).toBe(3);
    server.close();
  });
});
