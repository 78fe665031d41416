import { type CatalogueEntry, catalogueOf, eventNamed } from '@penstock/contracts';
import type { Handler } from '../handling/handler.js';

/** From the one that waits least. */
const TIERS: readonly CatalogueEntry['latencyTier'][] = ['seconds', 'minutes', 'daily'];

/**
 * The topics that go before a service's others, by the catalogue: those with an event whose consumers are promised the tightest latency that
 * any event this service handles has, where its other topics carry nothing as tight. None where all are alike: everything first is nothing first.
 */
export function urgentTopicsOf(handlers: readonly Handler[]): string[] {
  const ranks = new Map<string, number>();
  for (const { on } of handlers) {
    const known = eventNamed(on.name);
    // Only tests have events that are not in the catalogue; a service of theirs says for itself what is urgent.
    const rank = known ? TIERS.indexOf(catalogueOf(known).latencyTier) : TIERS.length;
    ranks.set(on.topic, Math.min(rank, ranks.get(on.topic) ?? rank));
  }
  const tightest = Math.min(...ranks.values());
  const urgent = [...ranks].filter(([, rank]) => rank === tightest).map(([topic]) => topic);
  return urgent.length === ranks.size ? [] : urgent;
}
