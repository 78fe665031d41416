import { amazon } from '../../inventory-site/channels/amazon.js';
import { type ChannelPlan, numbers } from '../../inventory-site/channels/channel.js';
import { openChannels } from '../../inventory-site/channels/open-channels.js';
import { shopify } from '../../inventory-site/channels/shopify.js';
import { webhook } from '../../inventory-site/channels/webhook.js';
import { woocommerce } from '../../inventory-site/channels/woocommerce.js';
import { checkoutEnv, withCheckout } from '../../inventory-site/checkout.js';
import { type Site, whileRunning, withInventory } from '../../inventory-site/site.js';
import { stockUp } from '../../inventory-site/stock-up.js';
import type { Place } from '../messaging/with-stack.js';
import { CLAIMED_PIECES } from './claims.js';
import type { Scene } from './fault.js';
import { onHandAtFirst, PRODUCTS_OF_A_PLAY } from './trade.js';

/** One of each protocol. Their limits are wide: what a limit makes late is not a fault. */
const PROTOCOLS = [shopify, woocommerce, amazon, webhook];
const WIDE = { perSecond: 200, burst: 2000 };

const nameOf = (kind: string): string => `${kind}-1`;

export const DESTINATIONS: readonly string[] = PROTOCOLS.map(({ kind }) => `${kind}:${nameOf(kind)}`);

export interface FaultSite {
  readonly site: Site;
  readonly scene: Scene;
  /** Listings that all channels have together. */
  readonly listings: number;
  /** Products for rounds of claims. */
  readonly claimed: readonly number[];
}

/** Channels, a running service, and products for so many plays and rounds of claims, all of them told. */
export async function onFaultSite<T>(
  { stack, dataDir, say }: Place,
  { plays, rounds }: { plays: number; rounds: number },
  work: (site: FaultSite) => Promise<T>,
): Promise<T> {
  const claimed = numbers(rounds).map((round) => plays * PRODUCTS_OF_A_PLAY + round);
  const products = plays * PRODUCTS_OF_A_PLAY + rounds;
  const onHand = (product: number): number => (claimed.includes(product) ? CLAIMED_PIECES : onHandAtFirst(product));
  const plans: ChannelPlan[] = PROTOCOLS.map((protocol) => ({
    ...{ name: nameOf(protocol.kind), protocol, products, limit: WIDE },
    ratePerSecond: WIDE.perSecond,
    more: { concurrency: 8, ...(protocol === shopify && withCheckout) },
  }));
  const channels = await openChannels(plans, dataDir);
  try {
    // No sale is in flight here: after an answer that was lost, the shop is asked again soon.
    const env = { ...channels.env, ...checkoutEnv, COMPARE_HOLD_MS: '200' };
    return await withInventory({ stack, dataDir, channels: channels.file, env }, async (site) => {
      const replicas = [await site.replica('propagator-1'), await site.replica('propagator-2')] as const;
      return whileRunning([replicas[0]], async () => {
        const listings = products * plans.length;
        await stockUp(site, { products, listings, onHand });
        return work({ site, scene: { channels: channels.all, replicas, say }, listings, claimed });
      }).finally(() => replicas[1].stop());
    });
  } finally {
    await channels.stop();
  }
}
