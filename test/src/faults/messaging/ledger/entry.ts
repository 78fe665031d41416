/**
 * How an input must end:
 *  - `good`: one effect;
 *  - `repeat`: a movement sent again byte for byte, which changes nothing;
 *  - `dead`: a dead letter and no effect, such as bytes that nobody can read, or other content under a used id.
 */
export type Kind = 'good' | 'repeat' | 'dead';

/** One record as its sender remembers it. */
export interface Entry {
  /** Of the record, in its header `ledger-id`: poison has no other name. */
  readonly id: string;
  readonly kind: Kind;
  readonly productId: string;
  /** Of the movement; null where the bytes hold none. */
  readonly eventId: string | null;
  /** Place among the good movements of its product, from 1; 0 for anything else. */
  readonly place: number;
  readonly delta: number;
  /** Where the key lands. */
  readonly partition: number;
}

/** What is known of a run from outside. */
export interface Records {
  /** In the order they were first sent. */
  readonly entries: readonly Entry[];
  /** Ids of those that Kafka acknowledged. */
  readonly acknowledged: ReadonlySet<string>;
}
