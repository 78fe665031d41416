import type { ReservationPolicy } from '@penstock/contracts';
import { LIMIT, type Line, LOCATIONS, PARTS } from './operations.fixture.js';

type End = 'new' | 'live' | 'rejected' | 'expired' | 'released' | 'consumed';

/** What a line is promised of one product. A kit's line has one for each part. */
export interface Promised {
  readonly product: number;
  readonly per: number;
  shipped: number;
  reserved: number;
  owed: number;
  end: End;
  priority: number;
  asked: number;
}

export interface OrderLine {
  readonly isKit: boolean;
  readonly rows: readonly Promised[];
  isKnown: boolean;
  ordered: number;
  cancelled: number;
  until: number | null;
  end: End;
}

export interface Terms {
  readonly policy: ReservationPolicy;
  readonly backorder: boolean;
  readonly priority: number;
  readonly until: number | null;
  readonly raise: boolean;
}

export const total = ({ reserved, owed }: Promised): number => reserved + owed;
export const open = ({ ordered, cancelled }: OrderLine, { per, shipped }: Promised): number =>
  Math.max(0, (ordered - cancelled) * per - shipped);

/** What is promised, what there is, and how one becomes the other: the half of the reference that knows no orders. */
export class Promises {
  protected readonly promises = PARTS.map((): Promised[] => []);
  protected readonly onHand = new Map<string, { quantity: number; counted: number }>();
  protected now = 0;

  at = (product: number, location: number) => this.onHand.get(`${product} ${location}`) ?? { quantity: 0, counted: -1 };
  sum = (product: number, of: 'reserved' | 'owed') => (this.promises[product] ?? []).reduce((all, row) => all + row[of], 0); // prettier-ignore
  there = (product: number): number =>
    LOCATIONS.reduce((all, _, place) => all + this.at(product, place).quantity, -this.sum(product, 'reserved'));

  /** Lowers what the rows of a line are promised, and ends what is promised nothing any more. */
  protected giveUp(one: OrderLine, most: (row: Promised) => number, end: End): void {
    for (const row of one.rows) {
      const given = Math.min(total(row), most(row));
      const owed = Math.min(row.owed, given);
      [row.owed, row.reserved] = [row.owed - owed, row.reserved - (given - owed)];
      const isOver = total(row) === 0 && (row.end === 'live' || (row.end === 'new' && one.ordered > 0 && open(one, row) === 0)); // prettier-ignore
      if (isOver) [row.end, row.asked] = [row.shipped > 0 ? 'consumed' : end, 0];
    }
    if (!one.isKit) one.end = one.rows[0]?.end ?? 'new';
    else if (one.end === 'live' && one.rows.every((row) => total(row) === 0))
      one.end = one.rows.some(({ shipped }) => shipped > 0) ? 'consumed' : end;
    if (one.end !== 'live') one.until = null;
  }

  protected ask(all: OrderLine[], asked: readonly Line[], terms: Terms): void {
    const stated = asked.map(({ line, quantity }) => this.state(all[line] as OrderLine, quantity, terms));
    const rows = stated.flatMap(({ one }) => [one, ...one.rows]);
    const before = rows.map((row) => ({ ...row }));
    const failed = stated.filter((line) => !this.grant(line, terms));
    if (failed.length === 0) return;
    const isUndone = terms.policy === 'ALL_LINES_OR_NONE';
    if (isUndone) rows.forEach((row, i) => Object.assign(row, before[i]));
    for (const { one, wants } of isUndone ? stated : failed) {
      if (Math.max(...wants) === 0) continue;
      for (const row of one.rows) if (total(row) === 0) row.end = 'rejected';
      if (one.rows.every((row) => total(row) === 0)) [one.end, one.until] = ['rejected', null];
    }
  }

  /** Gives a line its new quantity. @returns what is wanted for each of its rows */
  private state(one: OrderLine, quantity: number, { until, raise }: Terms) {
    const before = one.rows.map((row) => ({ open: open(one, row), end: row.end }));
    const { end } = one;
    [one.ordered, one.until, one.isKnown] = [quantity, until, true];
    this.giveUp(one, (row) => Math.max(0, total(row) - open(one, row)), 'released');
    if (one.isKit) [one.end, one.until] = ['live', until];
    else if (total(one.rows[0] as Promised) > 0) one.until = until;
    const wants = one.rows.map((row, i) => {
      const missing = Math.max(0, open(one, row) - total(row));
      const raised = open(one, row) - (before[i]?.open ?? 0);
      if (!raise) return missing;
      const isAfresh = before[i]?.end === 'rejected' || before[i]?.end === 'expired';
      return raised === 0 ? 0 : isAfresh ? missing : Math.max(0, Math.min(missing, raised));
    });
    if (one.isKit && wants.every((want, i) => want === 0 && total(one.rows[i] as Promised) === 0)) {
      const isOpen = one.rows.some((row) => open(one, row) > 0);
      one.end = isOpen ? end : one.rows.some(({ shipped }) => shipped > 0) ? 'consumed' : 'released';
      one.until = null;
    }
    return { one, wants };
  }

  /** @returns false where the line cannot have what it wants */
  private grant({ one, wants }: { one: OrderLine; wants: number[] }, terms: Terms): boolean {
    const kits = Math.max(...one.rows.map(({ per }, i) => (wants[i] ?? 0) / per));
    if (kits === 0) return true;
    const can = one.rows.map((row, i) => {
      const owed = this.sum(row.product, 'owed');
      const there = Math.min(wants[i] ?? 0, Math.max(0, this.there(row.product) - owed));
      const beyond = terms.backorder ? Math.min((wants[i] ?? 0) - there, Math.max(0, LIMIT - owed)) : 0;
      return { there, beyond };
    });
    const lacking = one.rows.map(({ per }, i) => {
      const { there, beyond } = can[i] as (typeof can)[number];
      return Math.ceil(((wants[i] ?? 0) - there - beyond) / per);
    });
    const missing = Math.max(...lacking);
    if (missing >= kits || (missing > 0 && terms.policy !== 'AS_MUCH_AS_THERE_IS')) return false;
    for (const [i, row] of one.rows.entries()) {
      const wanted = Math.max(0, (wants[i] ?? 0) - missing * row.per);
      if (wanted === 0) continue;
      const there = Math.min(wanted, can[i]?.there ?? 0);
      [row.reserved, row.owed] = [row.reserved + there, row.owed + wanted - there];
      [row.end, row.priority, row.asked] = ['live', terms.priority, row.asked || this.now];
    }
    [one.end, one.until] = ['live', terms.until];
    return true;
  }
}
