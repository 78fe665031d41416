import { parse } from 'yaml';
import { z } from 'zod';

/** More than any shop has, and within what every channel takes. */
const MOST = 1_000_000_000;
const ONE_YEAR = { days: 365, minutes: 525_600 };

const units = z.number().int('must be whole units').min(0, 'must not be negative').max(MOST);

/** A number as it was written: YAML and JSON read `0.35` as a number, and its shortest text is what stood there. */
const exact = (pattern: RegExp, otherwise: string) =>
  z.union([z.number(), z.string()]).transform(String).pipe(z.string().regex(pattern, otherwise));

const share = exact(/^(0(\.\d{1,9})?|1(\.0{1,9})?)$/, 'must be from 0 to 1, with at most 9 decimals, such as 0.35');
const quantity = exact(/^\d{1,10}(\.\d{1,9})?$/, 'must be a quantity such as 20 or 2.5, not negative');

/** What a rule may say, at every level; what it leaves out, the level above says. */
const ruleMembers = {
  buffer: units.optional(),
  share: share.nullable().optional(),
  cap: units.nullable().optional(),
  safetyStock: units.optional(),
  priority: z.number().int().min(0).max(1_000_000).optional(),
  scarceBelow: units.optional(),
  preorderDays: z.number().int().min(0).max(ONE_YEAR.days).optional(),
  backorderLimit: quantity.optional(),
  reservationWindowMinutes: z.number().int().min(1).max(ONE_YEAR.minutes).optional(),
  /** Names such as `WH/Stock`, or loc_ ids. */
  locationOrder: z.array(z.string().min(1)).max(1000).optional(),
  policy: z.enum(['EACH_LINE_IN_FULL', 'ALL_LINES_OR_NONE', 'AS_MUCH_AS_THERE_IS']).optional(),
};

const rule = z.strictObject(ruleMembers);
const bySku = z.record(z.string().min(1), rule);

const channel = z.strictObject({ ...ruleMembers, skus: bySku.optional(), listings: bySku.optional() });

const rulesDocument = z.strictObject({
  defaults: rule.optional(),
  skus: bySku.optional(),
  channels: z.record(z.string().min(1), channel).optional(),
});

/** A rule as a person writes it. */
export type WrittenRule = z.output<typeof rule>;
/** Rules of what is available to sell, as a person writes them: see docs/guides/available-to-sell.md. */
export type RulesDocument = z.output<typeof rulesDocument>;

/** One thing that is wrong, or worth a look. */
export interface Remark {
  /** JSON pointer into the document, such as `/channels/demo-shop/share`. */
  readonly pointer: string;
  readonly detail: string;
}

/** The document is not usable; every wrong member is named. */
export class RulesRefused extends Error {
  override readonly name = 'RulesRefused';

  constructor(readonly remarks: readonly Remark[]) {
    super(remarks.map(({ pointer, detail }) => `${pointer} ${detail}`.trim()).join('; '));
  }
}

/**
 * Reads a document in YAML or JSON, which is YAML too.
 * @throws {RulesRefused} naming every wrong member
 */
export function readRules(text: string): RulesDocument {
  const result = rulesDocument.safeParse(parsed(text) ?? {});
  if (result.success) return result.data;
  throw new RulesRefused(
    result.error.issues.map(({ path, message }) => ({ pointer: pointerTo(path.map(String)), detail: message })),
  );
}

function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw new RulesRefused([{ pointer: '', detail: error instanceof Error ? error.message : String(error) }]);
  }
}

/** https://www.rfc-editor.org/rfc/rfc6901 */
export const pointerTo = (path: readonly string[]): string =>
  path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
