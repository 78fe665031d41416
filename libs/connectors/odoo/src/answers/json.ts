import { LosslessNumber, parse } from 'lossless-json';

/**
 * Ids and counts are small whole numbers and become numbers; everything with a fraction or an exponent keeps its digits, because it may be a
 * price or a quantity.
 */
const exactNumber = (text: string): number | LosslessNumber =>
  /^-?\d{1,15}$/.test(text) ? Number(text) : new LosslessNumber(text);

/** @returns undefined where the text is no JSON */
export function parseJson(text: string): unknown {
  try {
    return parse(text, undefined, exactNumber);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
