import { column, defineTable, type RowOf } from '@penstock/persistence';

/** Why a listing stands for no product, or for one that somebody should look at. */
export type MappingProblem =
  /** Its channel is not in the channels file. */
  | 'CHANNEL_UNKNOWN'
  /** Neither SKU nor barcode is known of it. */
  | 'NOT_NAMED'
  | 'UNKNOWN_SKU'
  | 'UNKNOWN_BARCODE'
  /** Two products have its barcode. */
  | 'CONTESTED_BARCODE'
  /** The channel shows one SKU, the file or import gives another. */
  | 'TWO_SKUS'
  /** Its SKU is one product, its barcode another. */
  | 'TWO_PRODUCTS'
  /** Its barcode is that of a pack: what it sells is several units. */
  | 'PACK_LISTED';

/**
 * What is known of a listing of a channel, and which product it stands for. The row is the lock of that decision: whoever writes which product a
 * `product_listing` belongs to holds it.
 */
export const channelListings = defineTable({
  name: 'channel_listing',
  key: ['destination', 'ref'],
  columns: {
    /** `shopify:demo-shop`. */
    destination: column.text(),
    /** See `product_listing.ref`. */
    ref: column.text(),
    title: column.nullable(column.text()),
    /** As the channel, or the import, has it. */
    barcode: column.nullable(column.text()),
    /** The barcode's value as `codeOf` makes it. */
    code: column.nullable(column.text()),
    /** The SKU that the channel shows, by ListingLinked; and as of when. */
    statedSku: column.nullable(column.text()),
    statedAt: column.nullable(column.instant()),
    /** The SKU that the channels file or an import gives; and which. */
    givenSku: column.nullable(column.text()),
    givenBy: column.nullable(column.text()),
    /** The SKU that a person decided on: it stands whatever the others say. */
    decidedSku: column.nullable(column.text()),
    decidedBy: column.nullable(column.text()),
    decidedAt: column.nullable(column.instant()),
    /** False once the channel has deleted or ended it. */
    active: column.boolean(),
    /** The SKU that counts; see `skuOf`. */
    sku: column.nullable(column.text()),
    /** The product that it stands for; null while there is none. */
    productId: column.nullable(column.text()),
    /** The product under whose lock its `product_listing` is, also one that it stands for no more; null where there is none. */
    listedUnder: column.nullable(column.text()),
    problem: column.nullable(column.text<MappingProblem>()),
    problemSince: column.nullable(column.instant()),
    /** True while the mapping loop has not acted on what was written last. */
    pending: column.boolean(),
  },
  initial: () => ({
    title: null,
    barcode: null,
    code: null,
    statedSku: null,
    statedAt: null,
    givenSku: null,
    givenBy: null,
    decidedSku: null,
    decidedBy: null,
    decidedAt: null,
    active: true,
    sku: null,
    productId: null,
    listedUnder: null,
    problem: null,
    problemSince: null,
    pending: false,
  }),
});

export type ChannelListingRow = RowOf<typeof channelListings>;

/** Where the channels file and imports write what they say; `CHANNELS_FILE` is not the name of an import. */
export const CHANNELS_FILE = 'channels file';

/** A view of the same table, read without a lock for nothing but the names of the listings that a product may concern. */
export const namedListings = defineTable({
  name: 'named_listing',
  key: ['destination', 'ref'],
  columns: {
    destination: column.text(),
    ref: column.text(),
    sku: column.nullable(column.text()),
    code: column.nullable(column.text()),
    listedUnder: column.nullable(column.text()),
  },
  initial: () => ({ sku: null, code: null, listedUnder: null }),
});
