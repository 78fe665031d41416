import type { FindingKind } from './balance-check.js';

/** Something that is wrong with the stock of a product. */
export interface Finding {
  readonly productId: string;
  readonly kind: FindingKind;
  /** Part of a sentence, such as `on_hand at loc_main is 7, its movements come to 9`. */
  readonly figure: string;
  /** Quantities as decimal text in the unit of the product. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Findings of one product and kind belong to one exception. */
export const troubleOf = ({ productId, kind }: Pick<Finding, 'productId' | 'kind'>): string => `${kind} ${productId}`;
