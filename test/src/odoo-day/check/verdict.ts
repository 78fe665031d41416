/** What is wrong in the evening, a sentence with ids for each case; all empty when all is well. */
export interface Verdict {
  /** Orders, lines, deliveries, customers that were said and are not in Odoo. */
  readonly lost: readonly string[];
  /** What is there twice, or was delivered or announced twice. */
  readonly doubled: readonly string[];
  /** What is there once, and not as it must be. */
  readonly wrong: readonly string[];
  /** Stock that differs from the model's, or from what the events on Kafka add up to. */
  readonly unbalanced: readonly string[];
}

export const together = (...verdicts: readonly Partial<Verdict>[]): Verdict => ({
  lost: verdicts.flatMap(({ lost = [] }) => lost),
  doubled: verdicts.flatMap(({ doubled = [] }) => doubled),
  wrong: verdicts.flatMap(({ wrong = [] }) => wrong),
  unbalanced: verdicts.flatMap(({ unbalanced = [] }) => unbalanced),
});

export const isClean = (verdict: Verdict): boolean =>
  Object.values(verdict).every((cases: readonly string[]) => cases.length === 0);
