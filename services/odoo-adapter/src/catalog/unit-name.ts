/** `unit` for pieces, which Odoo calls Units; any other unit by its name in lower case. */
export const unitName = (odooName: string): string => (odooName === 'Units' ? 'unit' : odooName.toLowerCase());
