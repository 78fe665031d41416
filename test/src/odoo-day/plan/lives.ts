import type { Random } from '../../measuring/random.js';
import type { DayLine } from './day.js';
import type { Goods } from './goods-events.js';
import type { OrderStory } from './order-story.js';

/** What may become of an order. Those of one kind differ by what chance chooses in them. */
export interface Life {
  /** Of `--only`. */
  readonly name: string;
  readonly leastLines?: number;
  live(story: OrderStory, random: Random, newLine: () => DayLine): void;
}

const pick = (story: OrderStory, random: Random): DayLine => {
  const { lines } = story;
  const line = lines[random.below(lines.length)];
  if (!line) throw new Error(`${story.head.orderNumber} has no lines`);
  return line;
};

/** One piece less than was ordered of each line, or all where it is one. */
const most = (lines: readonly DayLine[]): Goods =>
  new Map(lines.map(({ lineId, quantity }) => [lineId, Math.max(1, quantity - 1)]));

const plain = (line: DayLine): boolean => line.discount === 0;

const openOrder: Life = { name: 'open', live: () => undefined };
const shipped: Life = { name: 'shipped', live: (story) => story.shipRest('parcels') };

const quantityUp: Life = {
  name: 'quantity-up',
  live(story, random) {
    const line = pick(story, random);
    story.update([{ ...line, quantity: line.quantity + 1 + random.below(3) }]);
    story.shipRest('parcels');
  },
};

const quantityDown: Life = {
  name: 'quantity-down',
  live(story, random) {
    const line = pick(story, random);
    story.update([{ ...line, quantity: Math.max(1, line.quantity - 1) }]);
    story.shipRest('parcels');
  },
};

const lineAdded: Life = {
  name: 'line-added',
  live(story, _, newLine) {
    story.update([newLine()]);
    story.shipRest('parcels');
  },
};

const lineRemoved: Life = {
  name: 'line-removed',
  leastLines: 2,
  live(story, random) {
    story.update([], [pick(story, random).lineId]);
    story.shipRest('parcels');
  },
};

const cancelled: Life = { name: 'cancelled', live: (story) => story.cancelAll('parcels') };
const cancelledAtOnce: Life = { name: 'cancelled-at-once', live: (story) => story.cancelAll('orders') };

const changedAndCancelled: Life = {
  name: 'changed-cancelled',
  live(story, random) {
    const line = pick(story, random);
    story.update([{ ...line, quantity: line.quantity + 1 }]);
    story.cancelAll('parcels');
  },
};

const partCancelled: Life = {
  name: 'part-cancelled',
  leastLines: 2,
  live(story, random) {
    const line = story.lines.find(plain) ?? pick(story, random);
    if (plain(line)) story.cancelSome(new Map([[line.lineId, 1 + random.below(line.quantity)]]));
    story.shipRest('parcels');
  },
};

const twoParcels: Life = {
  name: 'two-parcels',
  leastLines: 2,
  live(story) {
    story.ship('parcels', most(story.lines.slice(1)));
    story.shipRest('rests');
  },
};

const owed: Life = {
  name: 'rest-owed',
  leastLines: 2,
  live: (story) => story.ship('parcels', most(story.lines.slice(1))),
};

const restGivenUp: Life = {
  name: 'rest-given-up',
  leastLines: 2,
  live: (story) => story.ship('parcels', most(story.lines.slice(1)), 'CANCEL'),
};

const returned: Life = {
  name: 'part-returned',
  live(story, random) {
    story.shipRest('parcels');
    const line = pick(story, random);
    story.giveBack(new Map([[line.lineId, 1 + random.below(line.quantity)]]));
  },
};

const returnedWhole: Life = {
  name: 'returned',
  live(story) {
    story.shipRest('parcels');
    story.giveBack(new Map(story.lines.map(({ lineId, quantity }) => [lineId, quantity])));
  },
};

export const LIVES: readonly Life[] = [
  ...[openOrder, shipped, cancelled, cancelledAtOnce],
  ...[quantityUp, quantityDown, lineAdded, lineRemoved, changedAndCancelled, partCancelled],
  ...[twoParcels, owed, restGivenUp, returned, returnedWhole],
];

/** @throws RangeError for a name that none has */
export function livesNamed(names: readonly string[]): readonly Life[] {
  const unknown = names.find((each) => !LIVES.some(({ name }) => name === each));
  if (unknown !== undefined)
    throw new RangeError(`no order lives as ${unknown}; there are: ${LIVES.map(({ name }) => name).join(', ')}`);
  return LIVES.filter(({ name }) => names.includes(name));
}
