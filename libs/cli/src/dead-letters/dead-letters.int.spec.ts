import { freshDatabase } from '@penstock/testing/stack/vitest';
import { type AdminApi, openAdminApi, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { broken, movement, onStockAdjusted } from './operator.fixture.js';
import { run } from '../run.js';

const token = 'operator-'.repeat(4);
const readToken = 'reader-'.repeat(5);
const ID = 'stock-watch/retail.inventory.v1/0/0';

let service: ServiceUnderTest;
let api: AdminApi;

/** Runs `npx penstock dead-letters …` in this process. */
async function penstock(words: string, env: Record<string, string> = {}) {
  let [out, err] = ['', ''];
  const status = await run(['dead-letters', ...(words.match(/"[^"]*"|\S+/g) ?? []).map((w) => w.replaceAll('"', ''))], {
    env: { PENSTOCK_ADMIN_URLS: api.url, PENSTOCK_ADMIN_TOKEN: token, ...env },
    user: 'ada',
    print: (text) => (out += `${text}\n`),
    complain: (text) => (err += `${text}\n`),
  });
  return { status, out, err };
}

beforeAll(async () => {
  const url = await freshDatabase();
  service = await serviceUnderTest({ url, service: 'stock-watch', handlers: [onStockAdjusted], migrations: [] });
  api = await openAdminApi(service.deadLetters, { port: 0, host: '127.0.0.1', token, readToken });
});
afterAll(async () => {
  await api?.close();
  await service?.close();
});
beforeEach(async () => {
  await service.database.query('TRUNCATE inbox, consumer_offset, key_head, parked');
  broken.add('loc_1');
  await service.deliver(
    [movement('prd_a', 'loc_1', 0), movement('prd_a', 'loc_2', 1), movement('prd_b', 'loc_1', 2)],
    service.anotherRunner(),
  );
  broken.clear();
});

describe('npx penstock dead-letters', () => {
  it('list prints a table that people can read', async () => {
    const { status, out } = await penstock('list');
    expect(out.replace(/ \d+s /g, ' 0s ')).toBe(
      [
        'ID                                   STATE  AGE  EVENT          KEY    TRIES  BEHIND IT  CODE              ERROR',
        'stock-watch/retail.inventory.v1/0/0  dead   0s   StockAdjusted  prd_a  1      1          UNKNOWN_LOCATION  location loc_1 is not linked',
        'stock-watch/retail.inventory.v1/0/2  dead   0s   StockAdjusted  prd_b  1      0          UNKNOWN_LOCATION  location loc_1 is not linked',
        '',
        '2 messages',
        '',
      ].join('\n'),
    );
    expect(status).toBe(0);
  });

  it('list filters, and speaks JSON to programs', async () => {
    const { out } = await penstock('list --state all --key prd_a --json');
    expect(JSON.parse(out)).toMatchObject([
      { service: 'stock-watch', key: 'prd_a', state: 'dead' },
      { key: 'prd_a', state: 'waiting', error: null },
    ]);
    expect((await penstock('list --service stock-watch --error-code OTHER')).out).toBe('Nothing is set aside.\n');
  });

  it('show prints everything about one', async () => {
    const { status, out } = await penstock(`show ${ID}`);
    expect(out).toMatch(/^stock-watch\/retail.inventory.v1\/0\/0$/m);
    expect(out).toMatch(/Error +UNKNOWN_LOCATION \(permanent\): location loc_1 is not linked/);
    expect(out).toMatch(/^ +at .*operator\.fixture/m);
    expect(out).toContain('"amount": "2.5"');
    expect(status).toBe(0);
  });

  it('replay of a filter is a preview until --yes', async () => {
    const preview = await penstock('replay --error-code UNKNOWN_LOCATION');
    expect(preview.out).toContain('would be done');
    expect(preview.out).toContain('This was a preview: nothing was changed.');
    expect((await penstock('list --json')).out).toContain('prd_b');
    const { status, out } = await penstock('replay --error-code UNKNOWN_LOCATION --yes --reason "ticket 7" --rate 100');
    expect(out).toContain('2 done');
    expect(status).toBe(0);
    expect((await penstock('list')).out).toBe('Nothing is set aside.\n');
    const { items } = await service.deadLetters.actions({ limit: 1 });
    expect(items).toMatchObject([{ actor: 'ada', reason: 'ticket 7', outcome: 'done' }]);
  });

  it('replay of one that fails again ends with 1', async () => {
    broken.add('loc_1');
    const { status, out } = await penstock(`replay ${ID} --reason again --actor grace`);
    expect(out).toContain('UNKNOWN_LOCATION: location loc_1 is not linked');
    expect(status).toBe(1);
    expect((await penstock(`show ${ID}`)).out).toMatch(/grace: replay, failed. again/);
  });

  it('discard sets aside for good, and of what is gone ends with 1', async () => {
    expect(await penstock(`discard ${ID} --reason "test data"`)).toMatchObject({ status: 0 });
    expect(await penstock(`discard ${ID} --reason "test data" --json`)).toMatchObject({ status: 1 });
    expect((await penstock('list --state discarded')).out).toContain(ID);
  });

  it.each([
    ['replay', 'replay takes ids or a filter'],
    [`replay ${ID}`, 'replay needs a --reason'],
    ['discard --key prd_a --yes', 'discard needs a --reason'],
    [`replay ${ID} --key prd_a`, 'ids or a filter, not both'],
    ['show', 'show takes one id'],
    ['show retail.inventory.v1/0/0', 'is no id'],
    [`show ${ID} --personal`, 'needs a --reason'],
    ['list --often', '--often'],
    ['list --limit many', '--limit must be a number'],
    ['list --url nowhere', 'is no address'],
    ['list --from yesterday', '/from must be an ISO 8601 time'],
    ['forget', 'is no command'],
  ])('%s ends with 2 and says why', async (words, why) => {
    const { status, err } = await penstock(words);
    expect(err).toContain(why);
    expect(status).toBe(2);
  });

  it('ends with 3 where a service cannot be reached or refuses the token, and still lists the others', async () => {
    const gone = 'http://127.0.0.1:1';
    const { status, out, err } = await penstock(`list --url ${api.url} --url ${gone}`);
    expect({ status, err }).toMatchObject({ status: 3, err: expect.stringContaining(`${gone} cannot be reached`) });
    expect(out).toContain('2 messages');
    expect(await penstock('list', { PENSTOCK_ADMIN_TOKEN: 'wrong' })).toMatchObject({
      status: 3,
      err: expect.stringContaining('does not know the token'),
    });
    expect(await penstock(`replay ${ID} --reason x`, { PENSTOCK_ADMIN_TOKEN: readToken })).toMatchObject({ status: 3 });
  });

  it('ends with 2 where it does not know whom to ask, or has no token', async () => {
    expect(await penstock('list', { PENSTOCK_ADMIN_URLS: '' })).toMatchObject({ status: 2 });
    expect(await penstock('list', { PENSTOCK_ADMIN_TOKEN: '' })).toMatchObject({ status: 2 });
  });

  it('prints its usage', async () => {
    const { status, out } = await penstock('--help');
    expect(out).toContain('npx penstock dead-letters <command>');
    expect(status).toBe(0);
  });
});
