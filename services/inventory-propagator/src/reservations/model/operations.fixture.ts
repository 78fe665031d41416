import type { ReservationPolicy } from '@penstock/contracts';

/** What happens in the model's world, as plain values: a failing list of them can be cut down. Orders and lines are numbers, see {@link lineOf}. */
export type Operation =
  | { readonly kind: 'adjust'; readonly product: number; readonly location: number; readonly delta: number }
  | { readonly kind: 'count'; readonly product: number; readonly location: number; readonly counted: number }
  | { readonly kind: 'move'; readonly product: number; readonly from: number; readonly to: number; readonly quantity: number }
  | {
      readonly kind: 'request';
      readonly order: number;
      readonly lines: readonly Line[];
      readonly policy: ReservationPolicy;
      readonly backorder: boolean;
      readonly priority: number;
    }
  | { readonly kind: 'create'; readonly order: number; readonly lines: readonly Line[] }
  | { readonly kind: 'update'; readonly order: number; readonly lines: readonly Line[]; readonly removed: readonly number[]; readonly late: number }
  | { readonly kind: 'cancel'; readonly order: number; readonly lines: readonly Line[] | null; readonly late: number }
  | { readonly kind: 'release'; readonly order: number; readonly lines: readonly { readonly line: number; readonly quantity: number | null }[] | null }
  | {
      readonly kind: 'ship';
      readonly order: number;
      readonly line: number;
      readonly part: number;
      readonly location: number;
      readonly quantity: number;
      readonly late: number;
    }
  | { readonly kind: 'again'; readonly back: number }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'serve' }; // prettier-ignore

export interface Line {
  readonly line: number;
  readonly quantity: number;
}

/** Two goods, and a kit of two of the first and one of the second. */
export const PRODUCTS = ['prd_a', 'prd_b', 'prd_kit'] as const;
export const SKUS = ['A', 'B', 'KIT'] as const;
export const KIT = 2;
export const PARTS = [2, 1] as const;
export const LOCATIONS = ['loc_1', 'loc_2', 'loc_3'] as const;
/** By its channel's rules: each line in full, all of them or none, as much as there is. */
export const CHANNELS = ['each', 'all', 'some'] as const;
/** What a channel lets be owed of a product. */
export const LIMIT = 4;
/** Minutes a request holds, and minutes from one operation to the next. */
export const WINDOW = 15;
const LINES = 3;

/** Which product a line is of: the same whoever asks for it. */
export const productOf = (order: number, line: number): number => (order + line) % PRODUCTS.length;
export const channelOf = (order: number): number => order % CHANNELS.length;
export const orderId = (order: number): string => `ord_${order}`;
export const lineId = (order: number, line: number): string => `orl_${order}_${line}`;

/** Mulberry32: small, and the same numbers for the same seed on every machine. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** The operations of one world. Orders come and go: a few are in the making at any time. */
export function operationsOf(seed: number, count: number): Operation[] {
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  const some = (): Line[] =>
    [0, 1, 2]
      .slice(0, LINES)
      .filter(() => random(3) > 0)
      .map((line) => ({ line, quantity: random(6) }));
  const late = () => (random(4) === 0 ? random(40) : 0);
  return Array.from({ length: count }, (_, step): Operation => {
    const order = Math.floor(step / 20) + random(6);
    const lines = some();
    const line = random(LINES);
    const location = random(LOCATIONS.length);
    const product = random(KIT);
    const asked = lines.length > 0 ? lines : [{ line, quantity: 1 + random(4) }];
    switch (random(16)) {
      case 0:
      case 1:
        return { kind: 'adjust', product, location, delta: random(14) - 3 };
      case 2:
        return { kind: 'count', product, location, counted: random(12) };
      case 3:
        return {
          kind: 'move',
          product,
          from: location,
          to: (location + 1) % LOCATIONS.length,
          quantity: 1 + random(4),
        };
      case 4:
      case 5: {
        const policy = pick<ReservationPolicy>([
          'UNKNOWN',
          'EACH_LINE_IN_FULL',
          'ALL_LINES_OR_NONE',
          'AS_MUCH_AS_THERE_IS',
        ]);
        return { kind: 'request', order, lines: asked, policy, backorder: random(2) === 0, priority: 99 + random(3) };
      }
      case 6:
      case 7:
        return { kind: 'create', order, lines };
      case 8: {
        const removed = [0, 1, 2].filter((one) => random(6) === 0 && !lines.some((stated) => stated.line === one));
        return { kind: 'update', order, lines, removed, late: late() };
      }
      case 9:
        return { kind: 'cancel', order, lines: random(2) === 0 ? null : asked, late: late() };
      case 10:
        return {
          ...{ kind: 'release', order },
          lines: random(2) === 0 ? null : [{ line, quantity: random(3) === 0 ? null : 1 + random(4) }],
        };
      case 11:
      case 12:
        return { kind: 'ship', order, line, part: random(2), location, quantity: 1 + random(3), late: late() };
      case 13:
        return { kind: 'again', back: 1 + random(12) };
      case 14:
        return { kind: 'sweep' };
      default:
        return { kind: 'serve' };
    }
  });
}
