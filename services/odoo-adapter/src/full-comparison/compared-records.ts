import { type Domain, type OdooClient, type RecordShape } from '@penstock/connector-odoo';
import type { Instant } from '@penstock/domain';
import type { UnitsOfWork } from '@penstock/messaging';
import { inTransaction, readRows, type Transaction } from '@penstock/persistence';
import { odooCursors, readFrom, type Stream } from '../odoo-changes/cursor.js';
import { tellGone, tellMissed } from './missed.js';
import type { Part } from './part.js';

interface Changing {
  readonly id: number;
  readonly write_date: Instant;
}

/** What is compared: where it is in Odoo, what we know of it, and who takes over what is found. */
export interface Comparable<T> {
  readonly model: string;
  /** Whose cursor says what looks have gone past. */
  readonly stream: Stream;
  readonly shape: RecordShape<T>;
  /** Which of the records are read page by page; default all. */
  readonly domain?: Domain;
  /** SQL that gives `id` of what was announced and not as gone, between `$1`, exclusively, and `$2`, inclusively. */
  readonly known: string;
  /** @returns how many were not known as they are */
  take(records: readonly T[]): Promise<number>;
  /** @returns how many were announced as gone */
  gone(ids: readonly number[]): Promise<number>;
}

/** Records of one page: what Odoo needs some 80 ms for. */
export const PAGE = 500;
const NO_END = Number.MAX_SAFE_INTEGER;
const WITH_ARCHIVED = { context: { active_test: false } } as const;

/** Reads all records of a model again, and finds what is missing among them: a deletion leaves nothing that a cursor could see. */
export class ComparedRecords<T extends Changing> implements Part {
  readonly name: string;

  constructor(
    private readonly odoo: OdooClient,
    private readonly units: UnitsOfWork,
    private readonly marginSeconds: number,
    private readonly what: Comparable<T>,
  ) {
    this.name = what.stream;
  }

  async next(after: number): Promise<number | null> {
    const { model, shape, domain = [] } = this.what;
    const passed = await this.passed();
    const page = await this.odoo.searchRead(model, [['id', '>', after], ...domain], shape, {
      ...WITH_ARCHIVED,
      limit: PAGE,
    });
    const last = page.length < PAGE ? NO_END : (page.at(-1)?.id ?? NO_END);
    await this.take(page, passed);
    const read = new Set(page.map(({ id }) => id));
    const absent = (await this.known(after, last)).filter((id) => !read.has(id));
    if (absent.length > 0) await this.lookFor(absent, passed);
    return last === NO_END ? null : last;
  }

  /** What is known and was not on the page: made since, out of the domain, or gone. */
  private async lookFor(ids: readonly number[], passed: Instant): Promise<void> {
    const { model, shape } = this.what;
    const found = await this.odoo.readAll(model, [['id', 'in', ids]], shape, WITH_ARCHIVED);
    await this.take(found, passed);
    const there = new Set(found.map(({ id }) => id));
    const gone = ids.filter((id) => !there.has(id));
    if (gone.length > 0) tellGone(model, await this.what.gone(gone));
  }

  private async take(records: readonly T[], passed: Instant): Promise<void> {
    const isPassed = ({ write_date }: T) => write_date < passed;
    const missed = await this.what.take(records.filter(isPassed));
    tellMissed(this.what.model, missed, this.marginSeconds);
    await this.what.take(records.filter((record) => !isPassed(record)));
  }

  /** What was written before is not read by looks any more. */
  private async passed(): Promise<Instant> {
    const ref = odooCursors.one({ stream: this.what.stream });
    const rows = await this.read((transaction) => readRows(transaction, odooCursors, [ref]));
    return readFrom(rows.get(ref.id) ?? odooCursors.initial(ref.key), this.marginSeconds);
  }

  private async known(after: number, upTo: number): Promise<number[]> {
    const rows = await this.read((transaction) =>
      transaction.query<{ id: string }>(this.what.known, [String(after), String(upTo)]),
    );
    return rows.map(({ id }) => Number(id));
  }

  private read<R>(work: (transaction: Transaction) => Promise<R>): Promise<R> {
    return inTransaction(this.units.database, work);
  }
}
