import { type Decimal, decimal, decimalText, sum } from '@penstock/domain';
import { nearest } from './nearest.js';
import type { CompiledChannel, CompiledRules, PartialRule } from './rule-set.js';
import { pointerTo, type Remark, type RulesDocument, RulesRefused, type WrittenRule } from './rules-document.js';

/** What a document is checked against. */
export interface Known {
  /** Names in the channels file. */
  readonly channels: readonly string[];
  readonly locations: readonly { readonly locationId: string; readonly name: string }[];
  /** Of the SKUs that the document names, those that some product holds. */
  readonly skus: ReadonlySet<string>;
}

export interface Compiled {
  readonly rules: CompiledRules;
  /** Allowed, and perhaps not meant. */
  readonly warnings: readonly Remark[];
}

/** Every SKU a document names: what {@link Known.skus} is asked for. */
export const skusIn = ({ skus = {}, channels = {} }: RulesDocument): string[] => [
  ...new Set([...Object.keys(skus), ...Object.values(channels).flatMap((channel) => Object.keys(channel.skus ?? {}))]),
];

/**
 * Checks a document against what is known, and puts ids where it names locations.
 * @throws {RulesRefused} an unknown channel or location, with the names most like it
 */
export function compileRules(document: RulesDocument, known: Known): Compiled {
  const wrong: Remark[] = [];
  const ofRule = (rule: WrittenRule, path: readonly string[]) => compiledRule(rule, path, known, wrong);
  const ofAll = (rules: Readonly<Record<string, WrittenRule>> = {}, path: readonly string[]) =>
    mapped(rules, (rule, name) => ofRule(rule, [...path, name]));

  const channels = mapped(document.channels ?? {}, ({ skus, listings, ...rule }, name): CompiledChannel => {
    const path = ['channels', name];
    if (!known.channels.includes(name)) wrong.push(unknown('channel', name, known.channels, path));
    return {
      rule: ofRule(rule, path),
      skus: ofAll(skus, [...path, 'skus']),
      listings: ofAll(listings, [...path, 'listings']),
    };
  });
  const rules = {
    defaults: ofRule(document.defaults ?? {}, ['defaults']),
    skus: ofAll(document.skus, ['skus']),
    channels,
  };
  if (wrong.length > 0) throw new RulesRefused(wrong);
  return { rules, warnings: [...unknownSkus(document, known), ...tooManyShares(document)] };
}

function compiledRule(rule: WrittenRule, path: readonly string[], known: Known, wrong: Remark[]): PartialRule {
  const { reservationWindowMinutes, locationOrder, ...same } = rule;
  return definedOf({
    ...same,
    reservationWindowMs: reservationWindowMinutes === undefined ? undefined : reservationWindowMinutes * 60_000,
    locationOrder: locationOrder?.flatMap((named, i) =>
      locationId(named, [...path, 'locationOrder', String(i)], known, wrong),
    ),
  });
}

function locationId(named: string, path: readonly string[], { locations }: Known, wrong: Remark[]): string | [] {
  const found = locations.filter(({ locationId: id, name }) => id === named || name === named);
  if (found.length === 1) return (found[0] as (typeof found)[number]).locationId;
  if (found.length === 0)
    wrong.push(
      unknown(
        'location',
        named,
        locations.map(({ name }) => name),
        path,
      ),
    );
  else {
    const ids = found.map(({ locationId: id }) => id).join(', ');
    wrong.push({
      pointer: pointerTo(path),
      detail: `${found.length} locations are called "${named}": name one of ${ids}`,
    });
  }
  return [];
}

function unknown(what: string, name: string, names: readonly string[], path: readonly string[]): Remark {
  const like = nearest(name, names);
  const known = names.length === 0 ? 'none is known yet' : `there are ${names.slice(0, 10).join(', ')}`;
  const hint = like.length > 0 ? `did you mean ${like.join(' or ')}?` : known;
  return { pointer: pointerTo(path), detail: `no ${what} is called "${name}": ${hint}` };
}

/** A rule may be there before its product. */
function unknownSkus(document: RulesDocument, { skus: known }: Known): Remark[] {
  const named = [
    ...Object.keys(document.skus ?? {}).map((sku) => ({ sku, path: ['skus', sku] })),
    ...Object.entries(document.channels ?? {}).flatMap(([channel, { skus = {} }]) =>
      Object.keys(skus).map((sku) => ({ sku, path: ['channels', channel, 'skus', sku] })),
    ),
  ];
  return named
    .filter(({ sku }) => !known.has(sku))
    .map(({ path }) => ({
      pointer: pointerTo(path),
      detail: 'no product holds this SKU yet: the rule waits for one that does',
    }));
}

/** Channels that are each given a part of the stock together more than all of it: every one may be right, and together they promise twice. */
function tooManyShares({ skus = {}, channels = {} }: RulesDocument): Remark[] {
  const all = Object.entries(channels);
  const sumFor = (shareOf: (channel: (typeof all)[number][1]) => string | null | undefined): Decimal =>
    sum(all.flatMap(([, channel]) => shareOf(channel) ?? []).map(decimal));
  const warn = (pointer: string, total: Decimal): Remark[] =>
    total.lte('1') ? [] : [{ pointer, detail: `shares sum to ${decimalText(total)}: more than 1 offers goods twice` }];
  const special = new Set(all.flatMap(([, channel]) => Object.keys(channel.skus ?? {})));
  return [
    ...warn(
      '/channels',
      sumFor(({ share }) => share),
    ),
    ...[...special].flatMap((sku) => {
      const general = Object.hasOwn(skus, sku) ? skus[sku]?.share : undefined;
      const total = sumFor(
        ({ share, skus: own = {} }) => (Object.hasOwn(own, sku) ? own[sku]?.share : undefined) ?? general ?? share,
      );
      return warn(pointerTo(['skus', sku]), total);
    }),
  ];
}

const mapped = <T, U>(record: Readonly<Record<string, T>>, to: (value: T, name: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value, name)]));

const definedOf = (rule: { readonly [name in keyof PartialRule]: PartialRule[name] | undefined }): PartialRule =>
  Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined));
