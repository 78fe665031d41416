import { StockAdjusted } from '@penstock/contracts';
import { type Random, randomFrom } from '../../measuring/random.js';
import { adjusted, numberedProduct } from '../../inventory-site/facts.js';
import type { Speaker } from '../../inventory-site/speaker.js';
import type { Movement } from '../messaging/source.js';
import type { SteadySource } from '../messaging/steady.js';

/** Every second product only gains pieces, the others only lose them: so a quantity says up to which movement it is. */
const isGaining = (product: number): boolean => product % 2 === 0;

export const openingOf = (product: number): number => (isGaining(product) ? 1_000 : 1_000_000);

/** What is there after so many movements. */
export const levelAfter = (product: number, movements: number): number =>
  openingOf(product) + (isGaining(product) ? movements : -movements);

/** After how many movements this is what is there; negative for what was before any. */
export const movementsAt = (product: number, quantity: number): number =>
  isGaining(product) ? quantity - openingOf(product) : openingOf(product) - quantity;

/** Movements of one piece, each of a product by chance. */
export class PieceByPiece implements SteadySource {
  readonly producer: SteadySource['producer'];
  /** By product, the ids of its movements in their order. */
  readonly moved = new Map<number, string[]>();
  private readonly random: Random;

  constructor(
    private readonly speaker: Speaker,
    private readonly products: readonly number[],
    seed: number,
  ) {
    this.random = randomFrom(seed);
    this.producer = { send: (records) => speaker.send(records) };
  }

  next(count: number): Movement[] {
    return Array.from({ length: count }, () => {
      const product = this.products[this.random.below(this.products.length)] ?? 1;
      const event = adjusted(numberedProduct(product), isGaining(product) ? 1 : -1);
      const { eventId } = event.meta;
      const moved = this.moved.get(product) ?? [];
      if (moved.length === 0) this.moved.set(product, moved);
      moved.push(eventId);
      return { ...this.speaker.record(StockAdjusted, event), eventId };
    });
  }
}
