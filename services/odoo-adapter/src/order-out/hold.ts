import type { ExceptionKind } from '@penstock/contracts';
import type { Facts } from '@penstock/messaging';

/** What keeps an order out of Odoo until a person has put it right there or in the mapping. The order then goes on by itself. */
export interface Hold {
  readonly kind: Extract<
    ExceptionKind,
    'NOT_MAPPED' | 'AMBIGUOUS_PRODUCT' | 'PRODUCT_ARCHIVED' | 'UNKNOWN_SKU' | 'PARTNER_CONFLICT'
  >;
  /** Names the thing in one line, such as `tax VAT 19%`; with the kind it tells one hold of an order from another. */
  readonly thing: string;
  /** A sentence's end, after "Order #1001 is held: ". */
  readonly why: string;
  readonly facts: Facts;
  readonly remedy: string;
}

/** What is kept with an order that is held, or was: a person is told once. */
export interface KeptHold extends Pick<Hold, 'kind' | 'thing'> {
  /** How often it was looked at in vain, after the first time. */
  readonly holds: number;
}

export const isHold = (value: object): value is Hold => 'why' in value;

export const isSameHold = (one: KeptHold | null, other: Hold): boolean =>
  one?.kind === other.kind && one.thing === other.thing;

/** @param thing in the channel's words */
export const notMapped = (thing: string, why: string, facts: Facts, remedy: string): Hold => ({
  kind: 'NOT_MAPPED',
  thing,
  why,
  facts,
  remedy,
});

const SECOND = 1000;
const LONGEST = 15 * 60 * SECOND;

/** How long a held order is left alone, in milliseconds: at first as long as a person needs, then longer and longer. */
export const holdPause = (holds: number): number => Math.min(LONGEST, 30 * SECOND * 2 ** Math.min(holds, 10));
