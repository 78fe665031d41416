/** Names that differ between the supported versions; using the other version's name is an error of the whole call. */
export interface FieldNames {
  readonly version: number;
  readonly saleOrderLine: { readonly taxes: string; readonly unit: string };
}

const BY_VERSION: Readonly<Record<number, FieldNames>> = {
  18: { version: 18, saleOrderLine: { taxes: 'tax_id', unit: 'product_uom' } },
  19: { version: 19, saleOrderLine: { taxes: 'tax_ids', unit: 'product_uom_id' } },
};

/** @returns undefined for a version whose names nobody has checked */
export const fieldNamesOf = (version: number): FieldNames | undefined => BY_VERSION[version];
