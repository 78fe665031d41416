import type { StockOffer } from '@penstock/connector-webhook';
import { DesiredStateLoop } from '@penstock/messaging';
import { type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.js';
import { WebhookListings } from '../webhook-listings.js';
import { ResyncLoop } from './resync-loop.js';
import { Resyncs } from './resyncs.js';

const destination = 'webhook:demo-partner';
const decision = { actor: 'ada', reason: 'the partner lost its database' };
const cause = {
  entity: 'main',
  source: { system: destination, channel: 'demo-partner' },
  correlationId: destination,
  causationId: null,
  mode: 'live',
} as const;

let service: ServiceUnderTest;
let resyncs: Resyncs;
/** What the partner was told, call by call. */
let told: StockOffer[][];

beforeAll(async () => {
  service = await serviceUnderTest({
    url: await freshDatabase(),
    service: 'inventory-propagator',
    handlers: [],
    migrations,
  });
  resyncs = new Resyncs(service.units, [destination]);
});
afterAll(() => service?.close());
beforeEach(async () => {
  await service.empty();
  told = [];
});

/** A process of the service, just started. */
function started() {
  const loop = `listings to ${destination}`;
  const resyncing = new ResyncLoop(service.units, [{ destination, loop, readFirst: false }]);
  const send = async (offers: readonly StockOffer[]) => {
    told.push([...offers]);
    return { kind: 'answered' as const, outcomes: offers.map(() => ({ kind: 'accepted' as const })) };
  };
  const telling = new DesiredStateLoop(service.units, new WebhookListings(destination, send, 'main'), cause);
  return {
    resyncing,
    /** One call. */
    async tell(): Promise<boolean> {
      const more = await telling.turn();
      await telling.settled();
      return more;
    },
  };
}

/** So many listings that the partner has been told. */
const list = (count: number) =>
  service.query(
    `INSERT INTO product_listing (destination, ref, product_id, sku, buffer, quantity, sold, desired_version, priority, confirmed_version)
     SELECT '${destination}', 'R' || lpad(n::text, 6, '0'), 'prd_' || n, 'SKU-' || n, 0, 7, 0, 100, 3, 100 FROM generate_series(1, $1) n`,
    [count],
  );

/** Goes on until there is nothing more to do. */
async function finish(process: ReturnType<typeof started>): Promise<void> {
  for (let more = true; more;) {
    more = await process.resyncing.turn();
    while (await process.tell()) more = true;
  }
}

describe('a resync', () => {
  it('tells every listing once, some at a time, and says how far it is', async () => {
    await list(3_500);
    const process = started();
    expect(await resyncs.start(destination, decision)).toMatchObject({ state: 'running', total: 3_500, told: 0 });
    while (await process.resyncing.turn());
    const [waiting] = await service.query('SELECT count(*)::int FROM product_listing WHERE desired_version > confirmed_version'); // prettier-ignore
    expect(waiting).toEqual({ count: 2_000 });
    await process.tell();
    const progress = await resyncs.progress(destination);
    expect(progress).toMatchObject({ state: 'running', told: 250, refused: 0 });
    expect(Date.parse(progress.expectedEnd ?? '')).toBeGreaterThan(Date.parse(progress.requestedAt));
    await finish(process);
    expect(await resyncs.progress(destination)).toMatchObject({ state: 'done', told: 3_500, expectedEnd: null });
    expect(new Set(told.flat().map(({ ref }) => ref)).size).toBe(3_500);
    expect(told.flat()).toHaveLength(3_500);
  });

  it('is overtaken by what changes meanwhile', async () => {
    await list(1_000);
    const process = started();
    await resyncs.start(destination, decision);
    await process.resyncing.turn();
    await service.query(
      `UPDATE product_listing SET quantity = 0, desired_version = desired_version + 1, priority = 0 WHERE ref = 'R000999'`,
    );
    await process.tell();
    expect(told[0]).toContainEqual(expect.objectContaining({ ref: 'R000999', quantity: 0 }));
  });

  it('goes on where it was after a restart', async () => {
    await list(3_000);
    await resyncs.start(destination, decision);
    const killed = started();
    await killed.resyncing.turn();
    await killed.tell();
    await finish(started());
    expect(await resyncs.progress(destination)).toMatchObject({ state: 'done', told: 3_000 });
    expect(told.flat()).toHaveLength(3_000);
  });

  it('ends when it is cancelled, and may be begun again', async () => {
    await list(3_500);
    await resyncs.start(destination, decision);
    const process = started();
    await process.resyncing.turn();
    expect(await resyncs.cancel(destination)).toMatchObject({ state: 'cancelled' });
    await finish(process);
    expect(told.flat()).toHaveLength(1_000);
    await expect(resyncs.cancel(destination)).rejects.toMatchObject({ status: 409 });
    expect(await resyncs.start(destination, decision)).toMatchObject({ state: 'running', told: 0 });
  });

  it('is refused for a channel that there is not, while another runs, and unknown before the first', async () => {
    await expect(resyncs.start('webhook:nobody', decision)).rejects.toMatchObject({ status: 404 });
    await expect(resyncs.progress(destination)).rejects.toMatchObject({ status: 404 });
    await resyncs.start(destination, decision);
    await expect(resyncs.start(destination, decision)).rejects.toMatchObject({ status: 409 });
  });
});
