import type { Entry, Records } from '../ledger/entry.js';
import type { Effect, Tables } from './facts.js';
import type { Level } from './levels.js';

/** What the service did, found out without it. */
export interface Found extends Tables {
  readonly levels: readonly Level[];
}

/** What is wrong, in words, one for each case; nothing anywhere is what is demanded. */
export interface Verdict {
  /** Acknowledged inputs that did not end as they must. */
  readonly lost: readonly string[];
  /** Effects and events beyond the first of their input, or of no input at all. */
  readonly doubled: readonly string[];
  /** Effects, and first occurrences of events, that came before an earlier one of their product. */
  readonly reordered: readonly string[];
  /** Effects whose event is not on Kafka. */
  readonly unsent: readonly string[];
  /** Products whose figures do not add up. */
  readonly unbalanced: readonly string[];
  /** Messages that still wait, with nobody to free them. */
  readonly parked: readonly string[];
}

/** Judges a run by what its source remembers. Pure. */
export function judge(records: Records, found: Found): Verdict {
  const goods = new Map<string, Entry>();
  for (const entry of records.entries)
    if (entry.kind === 'good' && entry.eventId !== null) goods.set(entry.eventId, entry);
  const firsts = firstOccurrences(found.levels);
  return {
    lost: lost(records, found),
    doubled: [
      ...beyondFirst(found.effects.map(({ eventId }) => eventId)).map((id) => `effect of ${id}`),
      ...beyondFirst(firsts.map(({ causationId }) => String(causationId))).map((id) => `event for ${id}`),
      ...found.effects
        .filter(({ eventId }) => !goods.has(eventId))
        .map(({ eventId }) => `effect of refused ${eventId}`),
      ...firsts
        .filter(({ causationId }) => !goods.has(String(causationId)))
        .map(({ causationId }) => `event for refused ${causationId}`),
      ...bothEnds(records, found),
    ],
    reordered: [
      ...backwards(found.effects, ({ eventId }) => goods.get(eventId)).map((place) => `effect ${place}`),
      ...backwards(firsts, ({ causationId }) => goods.get(String(causationId))).map((place) => `event ${place}`),
    ],
    unsent: unsent(found, firsts),
    unbalanced: unbalanced(found, goods, firsts),
    parked: found.aside.filter(({ state }) => state === 'waiting').map(({ ledgerId }) => `record ${ledgerId}`),
  };
}

/** As consumers with an inbox see a topic: a relay may repeat what it sent, under the same id. */
function firstOccurrences(levels: readonly Level[]): Level[] {
  const seen = new Set<string>();
  return levels.filter(({ eventId }) => !seen.has(eventId) && seen.add(eventId));
}

function lost({ entries, acknowledged }: Records, { effects, aside }: Found): string[] {
  const done = new Set(effects.map(({ eventId }) => eventId));
  const dead = deadIds(aside);
  const isEnded = ({ kind, id, eventId }: Entry): boolean =>
    kind === 'repeat' || (kind === 'dead' ? dead.has(id) : eventId !== null && done.has(eventId));
  return entries
    .filter((entry) => acknowledged.has(entry.id) && !isEnded(entry))
    .map(({ kind, productId, place, id }) => `${kind} ${productId}#${place} (record ${id})`);
}

/** Records that were given up on; a good one of them is lost, and doubled if it had its effect as well. */
const deadIds = (aside: Found['aside']): ReadonlySet<string | null> =>
  new Set(aside.filter(({ state }) => state !== 'waiting').map(({ ledgerId }) => ledgerId));

function bothEnds({ entries }: Records, { effects, aside }: Found): string[] {
  const done = new Set(effects.map(({ eventId }) => eventId));
  const dead = deadIds(aside);
  return entries
    .filter(({ kind, id, eventId }) => kind === 'good' && dead.has(id) && done.has(eventId ?? ''))
    .map(({ productId, place }) => `effect and dead letter of ${productId}#${place}`);
}

function beyondFirst(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.has(id) || !seen.add(id));
}

/** Items whose input was sent before that of the item before them, product by product. A second effect of one input is no matter of order. */
function backwards<Item extends { productId: string }>(
  items: readonly Item[],
  inputOf: (item: Item) => Entry | undefined,
): string[] {
  const latest = new Map<string, number>();
  const seen = new Set<string>();
  const found: string[] = [];
  for (const item of items) {
    const input = inputOf(item);
    if (!input || seen.has(input.id)) continue;
    seen.add(input.id);
    const before = latest.get(item.productId) ?? 0;
    if (input.place < before) found.push(`${item.productId}#${input.place} after #${before}`);
    else latest.set(item.productId, input.place);
  }
  return found;
}

function unsent({ effects, unsent: left }: Found, firsts: readonly Level[]): string[] {
  const said = new Set(firsts.map(({ causationId }) => causationId));
  const missing = effects.filter(({ eventId }) => !said.has(eventId)).map(({ eventId }) => `event for ${eventId}`);
  return [...missing, ...Array.from({ length: left }, () => 'event in the outbox')];
}

function unbalanced({ effects, stock }: Found, goods: ReadonlyMap<string, Entry>, firsts: readonly Level[]): string[] {
  const effectsOf = Map.groupBy(effects, ({ productId }) => productId);
  const levelsOf = Map.groupBy(firsts, ({ productId }) => productId);
  const deltaOf = ({ eventId }: Effect): number => goods.get(eventId)?.delta ?? 0;
  return [...new Set([...effectsOf.keys(), ...stock.keys(), ...levelsOf.keys()])].flatMap((productId) => {
    const own = effectsOf.get(productId) ?? [];
    const levels: number[] = [];
    for (const effect of own) levels.push((levels.at(-1) ?? 0) + deltaOf(effect));
    const { onHand, movements } = stock.get(productId) ?? { onHand: 0, movements: 0 };
    const said = (levelsOf.get(productId) ?? []).map((level) => level.onHand);
    return [
      ...(onHand === (levels.at(-1) ?? 0) ? [] : [`${productId} has ${onHand}, its effects make ${levels.at(-1)}`]),
      ...(movements === own.length
        ? []
        : [`${productId} counts ${movements} movements, and has ${own.length} effects`]),
      ...(own.every(({ nth }, index) => nth === index + 1) ? [] : [`${productId} has gaps among its effects`]),
      ...(said.join() === levels.join()
        ? []
        : [`${productId} was told as ${said.length} levels, not those of its effects`]),
    ];
  });
}
