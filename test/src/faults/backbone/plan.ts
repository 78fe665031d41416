import type { Checkout } from '@penstock/testing/shopify';
import { type Random, randomFrom } from '../../measuring/random.js';
import { SKUS } from './warehouse.js';

const DUPLICATED = 0.1;
const OUT_OF_ORDER = 0.1;

/** What customers order, and how their webhooks come: the same for the same seed. */
export function planOrders(count: number, seed: number): Checkout[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => ({
    lines: chosen(random).map((sku) => ({ sku, quantity: 1 + random.below(3) })),
    duplicates: random.chance(DUPLICATED) ? 1 + random.below(3) : 0,
    outOfOrder: random.chance(OUT_OF_ORDER),
  }));
}

/** One to three SKUs, none twice. */
function chosen(random: Random): string[] {
  const first = random.below(SKUS.length);
  const howMany = 1 + random.below(SKUS.length);
  return Array.from({ length: howMany }, (_, index) => SKUS[(first + index) % SKUS.length]!);
}
