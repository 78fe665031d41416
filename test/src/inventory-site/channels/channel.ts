import type { LoggedRequest } from '@penstock/testing/shopify';

/** What a channel was told of a product: one quantity in one call. */
export interface Told {
  /** Number of the product. */
  readonly product: number;
  readonly quantity: number;
}

/** One protocol: how its stand-in is started, what the channels file says of it, and how its evidence is read. */
export interface Protocol {
  readonly kind: string;
  /** Command-line arguments of the stand-in's process beside port and data. */
  args(plan: ChannelPlan): readonly string[];
  /** Members of the channel's entry in the channels file beside name, kind, url and limits. @param url the stand-in's */
  entry(plan: ChannelPlan, url: string): Readonly<Record<string, unknown>>;
  /** What variables the entry names. */
  readonly env: Readonly<Record<string, string>>;
  /** What a request tells; nothing where it only reads. */
  told(request: LoggedRequest): readonly Told[];
  /** Where the stand-in says what it holds, under its address. */
  readonly statePath: string;
  /** What it says there, by product number. */
  held(state: unknown): ReadonlyMap<number, number | null>;
}

/** A channel that tests start. */
export interface ChannelPlan {
  /** Of the channels file, such as `shop-1`. */
  readonly name: string;
  readonly protocol: Protocol;
  /** How many numbered products it lists. */
  readonly products: number;
  /** What the stand-in allows; without it, what the real one would by default. */
  readonly limit?: { readonly perSecond: number; readonly burst: number };
  /** Calls a second that the channels file says are allowed; without it, what the service takes for granted. */
  readonly ratePerSecond?: number;
  /** Further members of the entry. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** `1 … count`. */
export const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
