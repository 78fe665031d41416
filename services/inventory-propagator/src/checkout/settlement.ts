import { uuid7 } from '@penstock/domain';
import type { Cause, UnitOfWork } from '@penstock/messaging';
import type { Resolved } from '../identifiers/resolve.js';
import type { KitComponentRow } from '../kits/kit-component.js';
import { type CustomerOrderRow, customerOrders } from '../reservations/customer-order.js';
import { componentIds, kitRefsOf } from '../reservations/kit-lines.js';
import type { AskedLine } from '../reservations/line-asked.js';
import { releaseLine } from '../reservations/line-ends.js';
import { OrderLines } from '../reservations/order-lines.js';
import { type ReservationRow, reservations } from '../reservations/reservation.js';
import { sayDecisions, sayReleased } from '../reservations/say-reservation.js';
import { type Rules, rulesLoad, rulesOf } from '../rules/rules.js';
import { announce } from '../stock/announce.js';
import { Journal } from '../stock/journal.js';
import { StockSet } from '../stock/stock-set.js';
import { levelRefs, listingRefs, productRefs, type Stock, stocksOf } from '../stock/stock.js';
import { reservationAnswer } from './answer.js';
import type { Claim } from './claim.js';
import type { Request } from './claims.js';
import { decideClaim } from './decide-claim.js';
import { findLine } from './find-line.js';
import { resolveNames } from './resolve-names.js';
import type { ClaimOutcome, ReleaseOutcome } from './outcome.js';

type ClaimRequest = Extract<Request, { kind: 'claim' }>;
type ReleaseRequest = Extract<Request, { kind: 'release' }>;

/** Requests of several checkouts in one transaction, one after the other: each sees what those before it took. */
export class Settlement {
  private readonly stocks: StockSet;
  /** The last request that changed a product: what is said of the product is said because of it. */
  private readonly causes = new Map<string, Cause>();

  private constructor(
    private readonly unit: UnitOfWork,
    private readonly loaded: ReadonlyMap<string, Stock>,
    private readonly kits: readonly KitComponentRow[],
    private readonly rules: Rules,
    private readonly named: readonly (readonly Resolved[])[],
  ) {
    this.stocks = new StockSet(loaded);
  }

  /** Locks the orders, then every product they have or want, as all handlers do. */
  static async load(unit: UnitOfWork, requests: readonly Request[]): Promise<Settlement> {
    const named = await resolveNames(
      unit.transaction,
      requests.map((request) => (request.kind === 'claim' ? request.claim.lines.map(({ product }) => product) : [])),
    );
    const orderIds = requests.map(orderIdOf);
    const wanted = named.flat().flatMap((one) => (one.kind === 'product' ? [one.productId] : []));
    const ofOrders = orderIds.map((orderId) => reservations.children('orderId', orderId));
    await unit.load([
      ...orderIds.map((orderId) => customerOrders.one({ orderId })),
      ...ofOrders,
      ...kitRefsOf(wanted),
      rulesLoad.rules(),
    ]);
    const kits = kitRefsOf(wanted).flatMap((ref) => unit.children(ref));
    const known = ofOrders.flatMap((ref) => unit.children(ref));
    const productIds = [...wanted, ...componentIds(kits), ...known.flatMap(({ productId }) => productId ?? [])];
    const refs = [productRefs(productIds), levelRefs(productIds), listingRefs(productIds)] as const;
    await unit.load(refs.flat());
    const [products, levels, listings] = refs;
    const loaded = stocksOf({
      products: products.map((ref) => unit.row(ref)),
      levels: levels.flatMap((ref) => unit.children(ref)),
      listings: listings.flatMap((ref) => unit.children(ref)),
    });
    return new Settlement(unit, loaded, kits, rulesOf(unit.children(rulesLoad.rules())), named);
  }

  /** @param index of the request among those that were loaded */
  claim({ claim, cause }: ClaimRequest, index: number): ClaimOutcome {
    const found = claim.lines.map((line, i) => findLine(line, i, this.named[index]?.[i], this.stocks, this.kits));
    const unknown = found.flatMap((one) => ('trouble' in one ? [one] : []));
    if (unknown.length > 0) return { kind: 'refused', refused: unknown };
    const asked = found as readonly AskedLine[];
    const { order, known } = this.order(claim.orderId);
    const lines = new OrderLines(claim.orderId, known, this.stocks);
    const decision = decideClaim(claim, asked, order, lines, this.rules, this.unit.now);
    if (decision.kind === 'refused' || decision.kind === 'order-cancelled') return decision;
    const reservation = () =>
      reservationAnswer(claim.orderReference, order, this.known(claim.orderId), referencesOf(claim));
    if (decision.kind === 'contradicted') return { kind: 'contradicted', reservation: reservation() };
    if (decision.kind === 'known') return { kind: 'reserved', isNew: false, reservation: reservation(), refused: [] };

    this.unit.save(customerOrders.save({ ...order, channel: order.channel ?? claim.channel }));
    this.keep(lines, cause, 'reserved', 'CHECKOUT');
    for (const event of sayDecisions(cause, lines, decision.decisions)) this.unit.emit(event, cause);
    return { kind: 'reserved', isNew: true, reservation: reservation(), refused: decision.refused };
  }

  release({ orderId, orderReference, cause }: ReleaseRequest): ReleaseOutcome {
    const { order, known } = this.order(orderId);
    if (known.length === 0) return { kind: 'unknown' };
    if (order.state === 'taken')
      return { kind: 'order-created', reservation: reservationAnswer(orderReference, order, known) };
    const lines = new OrderLines(orderId, known, this.stocks);
    const freed = lines.all().flatMap((line) => releaseLine(lines, line, null, 'released'));
    this.keep(lines, cause, 'released', 'RELEASE_REQUESTED');
    for (const event of sayReleased(cause, freed, 'RELEASE_REQUESTED')) this.unit.emit(event, cause);
    return { kind: 'released', reservation: reservationAnswer(orderReference, order, this.known(orderId)) };
  }

  /** Says of each product that changed what may be sold of it now. */
  announce(): void {
    for (const [productId, before] of this.loaded) {
      const after = this.stocks.get(productId);
      const cause = this.causes.get(productId);
      if (after === before || !cause) continue;
      const given = { now: this.unit.now, newId: uuid7, traceparent: cause.traceparent ?? null };
      const { save, events } = announce(before, after, given, 'live', this.rules);
      this.unit.save(...save);
      for (const event of events) this.unit.emit(event, cause);
    }
  }

  private keep(lines: OrderLines, cause: Cause, kind: 'reserved' | 'released', why: string): void {
    const journal = new Journal(uuid7(), this.unit.now);
    this.unit.save(...lines.saves(journal, { kind, cause: why, effectiveAt: this.unit.now }), ...journal.save);
    for (const save of journal.save) this.causes.set(save.row.productId, cause);
    // A promise beyond what is there moves no balance, and yet less may be promised.
    for (const { productId } of this.known(lines.orderId)) if (productId !== null) this.causes.set(productId, cause);
  }

  private order(orderId: string): { order: CustomerOrderRow; known: readonly ReservationRow[] } {
    return { order: this.unit.row(customerOrders.one({ orderId })), known: this.known(orderId) };
  }

  private known(orderId: string): ReservationRow[] {
    return this.unit.children(reservations.children('orderId', orderId));
  }
}

const orderIdOf = (request: Request): string => (request.kind === 'claim' ? request.claim.orderId : request.orderId);

const referencesOf = ({ lines }: Claim): Map<string, string> =>
  new Map(lines.map(({ lineId, lineReference }) => [lineId, lineReference]));
