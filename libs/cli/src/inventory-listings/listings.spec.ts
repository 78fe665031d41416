import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AnsweringApi, answeringApi } from '../admin/answering-api.fixture.js';
import { run } from '../run.js';

const folder = mkdtempSync(join(tmpdir(), 'listings-'));
let inventory: AnsweringApi;
let other: AnsweringApi;

async function penstock(...argv: string[]) {
  let [out, err] = ['', ''];
  const status = await run(['inventory', 'listings', ...argv], {
    env: { PENSTOCK_ADMIN_URLS: `${other.url},${inventory.url}`, PENSTOCK_ADMIN_TOKEN: 'token' },
    user: 'ada',
    print: (text) => (out += `${text}\n`),
    complain: (text) => (err += `${text}\n`),
  });
  return { status, out, err };
}
function file(text: string): string {
  const path = join(folder, 'shop.csv');
  writeFileSync(path, text);
  return path;
}
const importing = (text: string) => penstock('import', file(text), '--reason', 'go-live');
const IMPORTS = 'POST /v1/listings/imports';

beforeAll(async () => {
  [inventory, other] = await Promise.all([answeringApi(), answeringApi()]);
});
beforeEach(() => {
  inventory.asked.length = 0;
  inventory.answers = { [IMPORTS]: [{ body: { taken: 1, unchanged: 0, refused: [] } }] };
});
afterAll(() => {
  inventory.close();
  other.close();
  rmSync(folder, { recursive: true });
});

describe('npx penstock inventory listings import', () => {
  it('sends the rows with their lines, whatever the order of their columns', async () => {
    const { status, out } = await importing('SKU;ref;destination\nTEE;82;shopify:demo-shop\n');
    expect(inventory.asked).toMatchObject([
      {
        route: IMPORTS,
        body: {
          ...{ file: 'shop.csv', actor: 'ada', reason: 'go-live' },
          rows: [{ line: 2, destination: 'shopify:demo-shop', ref: '82', sku: 'TEE', barcode: null, title: null }],
        },
      },
    ]);
    expect([status, out]).toEqual([0, '1 taken, 0 said nothing new, 0 refused\n']);
  });

  it('names every row that was not taken, by whoever refused it, and ends with 1', async () => {
    const refused = [{ line: 2, problem: 'it has neither SKU nor barcode', remedy: 'give one' }];
    inventory.answers = { [IMPORTS]: [{ body: { taken: 1, unchanged: 0, refused } }] };
    const { status, out } = await importing('destination,ref,sku\ns:a,1,\ns:a,2\ns:a,3,TEE\n');
    expect(out).toContain('line 3: it has 2 columns, and the first row 3; write an empty column');
    expect(out).toContain('line 2: it has neither SKU nor barcode; give one\n');
    expect(out).toContain('1 taken, 0 said nothing new, 2 refused');
    expect(status).toBe(1);
  });

  it('sends a long file in parts of one import', async () => {
    await importing(`destination,ref,sku\n${Array.from({ length: 1201 }, (_, n) => `s:a,${n},SKU-${n}`).join('\n')}`);
    expect(inventory.asked.map(({ body }) => (body?.['rows'] as unknown[]).length)).toEqual([500, 500, 201]);
    expect(new Set(inventory.asked.map(({ body }) => body?.['importId'])).size).toBe(1);
  });

  it.each([
    ['an empty file', '', 'the file is empty'],
    ['no header', 's:a,1,TEE\n', 'names a column "s:a"; there are destination, ref, sku, barcode, title'],
    ['no ref', 'destination,sku\n', 'must name the column ref'],
    ['a column twice', 'destination,ref,ref\n', 'names a column twice'],
  ])('ends with 2 for %s, and sends nothing', async (_, text, words) => {
    const { status, err } = await importing(text);
    expect([status, err, inventory.asked]).toEqual([2, expect.stringContaining(words), []]);
  });

  it('ends with 2 for a file that is not there, and without a reason', async () => {
    expect(await penstock('import', '/nowhere', '--reason', 'x')).toMatchObject({
      ...{ status: 2, err: expect.stringContaining('/nowhere cannot be read: ENOENT') },
    });
    expect(await penstock('import', file(''))).toMatchObject({ status: 2, err: expect.stringContaining('--reason') });
  });
});

describe('npx penstock inventory listings', () => {
  const one = { destination: 'shopify:demo-shop', ref: '82', title: 'T-shirt', sku: 'TEE', barcode: null };
  const view = {
    ...{ ...one, statedSku: 'TEE', givenSku: null, givenBy: null, decidedBy: null, productId: 'prd_tee', active: true },
    ...{ problem: null, since: null, quantity: 10, told: 8 },
  };

  it('lists what each stands for, and who says so', async () => {
    inventory.answers = { 'GET /v1/listings?state=all&limit=100': [{ body: { items: [view], next: null } }] };
    const { status, out } = await penstock('list');
    expect(out).toMatch(/^shopify:demo-shop +82 +TEE +the channel +mapped +10 +8 +T-shirt$/m);
    expect(status).toBe(0);
  });

  it('lists problems with what to do', async () => {
    const items = [{ ...view, productId: null, problem: 'UNKNOWN_SKU', since: '2026-11-21T22:00:00Z' }];
    inventory.answers = { 'GET /v1/listings?state=problem&limit=100': [{ body: { items, next: null } }] };
    expect((await penstock('problems')).out).toContain('give a product in Odoo that internal reference, or map it');
  });

  it('maps one, and says what counted before', async () => {
    inventory.answers = { 'POST /v1/listings/decisions': [{ body: { sku: 'MUG', before: 'TEE' } }] };
    const { out } = await penstock('map', 'shopify:demo-shop', '82', 'MUG', '--reason', 'it is the mug');
    expect(out).toBe('shopify:demo-shop 82: MUG; before, TEE\n');
    expect(inventory.asked.at(-1)?.body).toEqual({
      ...{
        destination: 'shopify:demo-shop',
        ref: '82',
        sku: 'MUG',
        ended: false,
        actor: 'ada',
        reason: 'it is the mug',
      },
    });
  });

  it('ends one that the channel has no more', async () => {
    inventory.answers = { 'POST /v1/listings/decisions': [{ body: { sku: 'TEE', before: 'TEE' } }] };
    const { out } = await penstock('end', 'shopify:demo-shop', '82', '--reason', 'replaced');
    expect(out).toBe('shopify:demo-shop 82 is ended: it is told nothing any more\n');
    expect(inventory.asked.at(-1)?.body).toMatchObject({ ref: '82', sku: null, ended: true });
  });

  it('ends with 1, and the words of the service, where a decision is refused', async () => {
    const problem = { title: 'The SKU is unknown', detail: 'No product has the SKU HAT.' };
    inventory.answers = { 'POST /v1/listings/decisions': [{ status: 422, body: problem }] };
    const { status, err } = await penstock('map', 'shopify:demo-shop', '82', 'HAT', '--reason', 'x');
    expect([status, err]).toEqual([1, expect.stringContaining('No product has the SKU HAT.')]);
  });

  it('ends with 3 where no address is that of inventory-propagator', async () => {
    inventory.answers = {};
    expect(await penstock('list')).toMatchObject({ status: 3, err: expect.stringContaining('inventory-propagator') });
  });
});
