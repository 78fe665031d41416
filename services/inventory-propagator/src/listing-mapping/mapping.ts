import type { Resolved } from '../identifiers/resolve.js';
import type { ChannelListingRow, MappingProblem } from './channel-listing.js';
import { skuOf } from './statements.js';

/** What the names of a listing lead to. */
export interface Leads {
  readonly isChannelKnown: boolean;
  /** The product that holds its SKU. */
  readonly bySku: string | null;
  /** Null where it has no barcode. */
  readonly byBarcode: Resolved | null;
}

/** The product that a listing stands for, and what is wrong with that. */
export interface Mapping {
  readonly productId: string | null;
  readonly problem: MappingProblem | null;
}

const none = (problem: MappingProblem | null): Mapping => ({ productId: null, problem });

/** Which product a listing stands for. Where its names contradict each other it stays with the one it had, and else has none. */
export function mappingOf(row: ChannelListingRow, leads: Leads): Mapping {
  if (!row.active) return none(null);
  if (!leads.isChannelKnown) return none('CHANNEL_UNKNOWN');
  const { sku, differ } = skuOf(row);
  if (sku === null) return byBarcodeAlone(leads.byBarcode);
  if (leads.bySku === null) return none('UNKNOWN_SKU');
  if (row.decidedSku !== null) return { productId: leads.bySku, problem: null };
  if (differ) return { productId: leads.bySku, problem: 'TWO_SKUS' };
  const { byBarcode } = leads;
  if (byBarcode?.kind !== 'product') return { productId: leads.bySku, problem: null };
  if (byBarcode.productId !== leads.bySku)
    return { productId: row.productId === leads.bySku ? leads.bySku : null, problem: 'TWO_PRODUCTS' };
  if (byBarcode.unit !== null) return none('PACK_LISTED');
  return { productId: leads.bySku, problem: null };
}

function byBarcodeAlone(found: Resolved | null): Mapping {
  if (found === null) return none('NOT_NAMED');
  if (found.kind === 'unknown') return none('UNKNOWN_BARCODE');
  if (found.kind === 'contested') return none('CONTESTED_BARCODE');
  return found.unit === null ? { productId: found.productId, problem: null } : none('PACK_LISTED');
}
