import { isDeepStrictEqual } from 'node:util';

/** A copy that nobody can change, at any depth. Bytes cannot be frozen: {@link isUnchanged} finds what was done to them. */
export function frozenCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return Buffer.from(value as unknown as Uint8Array) as T;
  // Objects of a class, such as decimals, keep their methods.
  const copy: object = Array.isArray(value) ? [] : (Object.create(Object.getPrototypeOf(value) as object) as object);
  for (const [name, field] of Object.entries(value)) Reflect.set(copy, name, frozenCopy<unknown>(field));
  return Object.freeze(copy) as T;
}

export const isUnchanged = (copy: unknown, original: unknown): boolean => isDeepStrictEqual(copy, original);

/** True for what the language throws where something frozen is changed. */
export const isChangeRefused = (error: unknown): boolean =>
  error instanceof TypeError &&
  /read only property|not extensible|Cannot (delete|redefine) property/.test(error.message);
