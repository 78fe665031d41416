/**
 * Products beside the demo catalogue's, where hundreds of thousands are wanted: the n-th has the same SKU in every shop.
 * @param n from 1
 */
export const numberedSku = (n: number): string => `SKU-${String(n).padStart(6, '0')}`;

/** 1 … count, in portions that one write of the state takes. */
export function* portionsUpTo(count: number, size = 10_000): Generator<number[]> {
  for (let first = 1; first <= count; first += size) {
    yield Array.from({ length: Math.min(size, count - first + 1) }, (_, i) => first + i);
  }
}
