import { decimal } from '@penstock/domain';
import { type ChannelRule, defaultRule } from './channel-rule.js';
import { type CompiledRules, type PartialRule, ruleSets, type RuleSetRow } from './rule-set.js';

export { type ChannelRule, defaultRule } from './channel-rule.js';

/** A listing as far as a rule may hang on it. */
export interface RuledListing {
  /** What the channel calls it. */
  readonly ref: string;
  /** The buffer of its channel in the channels file: holds where no rule names one. */
  readonly buffer: number;
}

/** The rules in force. */
export interface Rules {
  /** 0 before any were set. */
  readonly version: bigint;
  /**
   * The rule of a channel for a product. Each level overrides the one before it, member by member: defaults, the channel, the SKU at every
   * channel, the SKU at this channel, the listing.
   * @param channel `demo-shop`; null where none is concerned
   */
  ruleFor(channel: string | null, sku: string | null, listing?: RuledListing): ChannelRule;
}

/** Declared load of the rules: one row, unlocked. A handler spreads it among its loads and gives the rows to {@link rulesOf}. */
export const rulesLoad = { rules: () => ruleSets.children('scope', 'entity') };

let last: { readonly row: RuleSetRow; readonly rules: Rules } | undefined;

/** The rules of the row that {@link rulesLoad} read; the defaults where there is none. Parsed once a version. */
export function rulesOf(rows: readonly RuleSetRow[]): Rules {
  const row = rows[0] ?? ruleSets.initial({ scope: 'entity' });
  if (last?.row.version === row.version && last.row.compiled === row.compiled) return last.rules;
  const rules = rulesFrom(row.version, JSON.parse(row.compiled) as CompiledRules);
  last = { row, rules };
  return rules;
}

/** The rules of a compiled document. */
export function rulesFrom(version: bigint, { defaults, skus, channels }: CompiledRules): Rules {
  const ofChannels = new Map<string, ChannelRule>();
  return {
    version,
    ruleFor(channel, sku, listing) {
      const own = memberOf(channels, channel);
      const special = [
        memberOf(skus, sku),
        memberOf(own?.skus, sku),
        memberOf(own?.listings, listing?.ref ?? null),
      ].filter((level) => level !== undefined);
      const buffer = listing?.buffer ?? 0;
      if (special.length > 0) return ruled(buffer, [defaults, own?.rule, ...special]);
      // Most products have no rule of their own: their channel's is made once, whatever their number.
      const key = `${channel ?? ''} ${buffer}`;
      const known = ofChannels.get(key) ?? ruled(buffer, [defaults, own?.rule]);
      ofChannels.set(key, known);
      return known;
    },
  };
}

/** A SKU may be called `constructor`: only what the document itself says counts. */
const memberOf = <T>(of: Readonly<Record<string, T>> | undefined, name: string | null): T | undefined =>
  of && name !== null && Object.hasOwn(of, name) ? of[name] : undefined;

/** @param levels the later overrides the earlier, member by member */
function ruled(buffer: number, levels: readonly (PartialRule | undefined)[]): ChannelRule {
  const { share, backorderLimit, ...said } = Object.assign({}, ...levels) as PartialRule;
  return {
    ...defaultRule,
    buffer,
    ...said,
    share: share == null ? null : decimal(share),
    backorderLimit: backorderLimit === undefined ? defaultRule.backorderLimit : decimal(backorderLimit),
  };
}
