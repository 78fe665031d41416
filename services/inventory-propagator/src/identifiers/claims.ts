import type { ExceptionRaised, ProductLinked } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import type { Outgoing } from '@penstock/messaging';
import type { RowOf, Save } from '@penstock/persistence';
import { identifierConflict, identifierConflictOver } from './exceptions.js';
import { type Code, codeOf } from './gtin.js';
import { type claimedIdentifiers, type IdentifierClaimRow, identifierClaims, identifiers } from './identifier.js';

const ONE = decimal('1');

/** The codes on a product and on its packs; none once it is archived, so that another may take them. */
export function claimsOf({ productId, name, unit, barcode, packs, active }: ProductLinked): IdentifierClaimRow[] {
  if (!active) return [];
  const own = { unit, contains: ONE, isPack: false, barcode };
  const all = [own, ...packs.map((pack) => ({ ...pack, contains: pack.contains.amount, isPack: true }))];
  return all.flatMap(({ barcode: text, unit: what, contains, isPack }) => {
    const code = codeOf(text);
    return code ? [{ ...code, productId, unit: what, contains, isPack, productName: name, held: true }] : [];
  });
}

type Claimed = RowOf<typeof claimedIdentifiers>;

/** Every code that a linked product has now or had before, once each. */
export function codesOf(event: ProductLinked, before: readonly Claimed[]): Code[] {
  const codes = [...claimsOf(event), ...before].map(({ kind, value }) => ({ kind, value }));
  return [...new Map(codes.map((code) => [identifiers.idOf(code), code])).values()];
}

export const identifierRefs = (codes: readonly Code[]) => codes.map((code) => identifiers.one(code));
export const claimRefs = (codes: readonly Pick<Code, 'value'>[]) =>
  codes.map(({ value }) => identifierClaims.children('value', value));

/** Which rows to save, and what to say, now that a product has the codes it has. */
export interface Claiming {
  readonly save: readonly Save[];
  readonly events: readonly Outgoing<ExceptionRaised>[];
}

/**
 * Writes down what a product claims. Where more than one thing has a code, nobody is known by it until all but one gave it up: to take the wrong
 * one would sell the wrong goods.
 * @param locked the rows of {@link identifierRefs}
 * @param known all claims of those codes
 */
export function claim(
  event: ProductLinked,
  locked: readonly RowOf<typeof identifiers>[],
  known: readonly IdentifierClaimRow[],
): Claiming {
  const wanted = new Map(claimsOf(event).map((row) => [identifierClaims.idOf(row), row]));
  const given = known.filter((row) => row.productId === event.productId && row.held && !wanted.has(idOf(row)));
  const changed = [
    ...[...wanted.values()].filter((row) => !known.some((old) => idOf(old) === idOf(row) && alike(old, row))),
    ...given.map((row) => ({ ...row, held: false })),
  ];
  const after = new Map([...known, ...changed].map((row) => [idOf(row), row]));
  const save: Save[] = changed.map((row) => identifierClaims.save(row));
  const events: Outgoing<ExceptionRaised>[] = [];
  for (const code of locked) {
    const holders = [...after.values()].filter((row) => row.held && row.kind === code.kind && row.value === code.value);
    const contested = holders.length > 1;
    const isNews = changed.some((row) => row.held && row.kind === code.kind && row.value === code.value);
    if (contested && (!code.contested || isNews)) events.push(identifierConflict(event, code, holders));
    if (!contested && code.contested) events.push(identifierConflictOver(event, code, holders[0]));
    if (contested !== code.contested) save.push(identifiers.save({ ...code, contested }));
  }
  return { save, events };
}

const idOf = (row: IdentifierClaimRow): string => identifierClaims.idOf(row);
const alike = (a: IdentifierClaimRow, b: IdentifierClaimRow): boolean =>
  a.held === b.held && a.contains.eq(b.contains) && a.isPack === b.isPack && a.productName === b.productName;
