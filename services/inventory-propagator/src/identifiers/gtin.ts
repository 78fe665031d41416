/** A code as it is compared: a GTIN in its 14 digits, or any other barcode as it is written. */
export interface Code {
  readonly kind: 'gtin' | 'barcode';
  readonly value: string;
}

/** GTIN-8, GTIN-12, GTIN-13 and GTIN-14. */
const GTIN = /^(?:\d{8}|\d{12,14})$/;

/**
 * What a barcode says. The four lengths of GTIN are one number with zeros before it: GS1 General Specifications, section 3, "Global Trade Item
 * Number (GTIN)": https://ref.gs1.org/standards/genspecs/. Digits whose check digit is wrong are no GTIN: many shops print numbers of their own.
 * @returns null for one that is empty
 */
export function codeOf(barcode: string | null): Code | null {
  const text = barcode?.trim() ?? '';
  if (text === '') return null;
  return GTIN.test(text) && hasCheckDigit(text)
    ? { kind: 'gtin', value: text.padStart(14, '0') }
    : { kind: 'barcode', value: text };
}

/**
 * Whether the last digit is what the others make it: weights 3 and 1 in turn from the right, up to the next multiple of ten.
 * Source: GS1 General Specifications, section 7.9; https://www.gs1.org/services/how-calculate-check-digit-manually
 */
export function hasCheckDigit(digits: string): boolean {
  const sum = [...digits.padStart(14, '0')].reduce(
    (total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1),
    0,
  );
  return sum % 10 === 0;
}
