/** Something that is asked for once, by whoever comes first, and known from then on. */
export interface Remembered<T> {
  get(): Promise<T>;
  /** Ask again next time. */
  forget(): void;
}

/** Those who come while the answer is under way wait for the same one; a failure is theirs, and is not remembered. */
export function remembered<T>(ask: () => Promise<T>): Remembered<T> {
  let known: Promise<T> | undefined;
  const forget = () => (known = undefined);
  return {
    get: () =>
      (known ??= ask().catch((error: unknown) => {
        forget();
        throw error;
      })),
    forget,
  };
}
