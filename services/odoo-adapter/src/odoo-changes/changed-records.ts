import { createHash } from 'node:crypto';
import { type Domain, type OdooClient, odooTime, type RecordShape } from '@penstock/connector-odoo';
import type { Instant } from '@penstock/domain';
import type { UnitsOfWork } from '@penstock/messaging';
import { inTransaction, readRows } from '@penstock/persistence';
import { latest, type OdooCursor, odooCursors, readFrom, type Stream } from './cursor.js';
import { Quiet } from './quiet.js';

interface Written {
  readonly id: number;
  readonly write_date: Instant;
}

/** What is followed. */
export interface Changing<T> {
  readonly stream: Stream;
  readonly model: string;
  readonly shape: RecordShape<T>;
  readonly domain?: Domain;
  /** The field that says when; default `write_date`. Whatever reads by another moves no cursor. */
  readonly time?: string;
}

/** Reads the records of one model that changed, archived ones included, with the overlap that finds late transactions. */
export class ChangedRecords<T extends Written> {
  private lastRead = '';
  private readAt = 0;
  private readonly quiet: Quiet;

  constructor(
    private readonly odoo: OdooClient,
    private readonly units: UnitsOfWork,
    private readonly marginSeconds: number,
    private readonly what: Changing<T>,
  ) {
    this.quiet = new Quiet(marginSeconds * 1_000);
  }

  async cursor(): Promise<OdooCursor> {
    const ref = odooCursors.one({ stream: this.what.stream });
    const rows = await inTransaction(this.units.database, (transaction) => readRows(transaction, odooCursors, [ref]));
    return rows.get(ref.id) ?? odooCursors.initial(ref.key);
  }

  /** All records since the cursor less the margin, by id. */
  async since(cursor: OdooCursor): Promise<T[]> {
    const { model, shape, domain = [], time = 'write_date' } = this.what;
    this.readAt = performance.now();
    const from = odooTime(readFrom(cursor, this.marginSeconds));
    const context = { active_test: false };
    return this.odoo.readAll(model, [[time, '>=', from], ...domain], shape, { context });
  }

  /** True where nothing that belongs to these records can have changed either: what hangs on them need not be read again. */
  isQuiet(records: readonly T[]): boolean {
    return this.quiet.is(this.fingerprint(records), this.readAt);
  }

  /** Everything that belongs to these records was read, too. */
  wasRead(records: readonly T[]): void {
    this.quiet.wasRead(this.fingerprint(records), this.readAt);
  }

  /** False where the overlap holds nothing but what the last look settled: most looks cost no transaction. */
  isNews(read: unknown): boolean {
    return this.fingerprint(read) !== this.lastRead;
  }

  /** Moves the cursor, after all that was read is saved: a crash before it reads the same again, which content tells apart. */
  async settled(records: readonly T[], read: unknown): Promise<void> {
    if (this.what.time === undefined) await this.moveCursor(records);
    this.lastRead = this.fingerprint(read);
  }

  private async moveCursor(records: readonly T[]): Promise<void> {
    const writtenAt = latest(records.map(({ write_date }) => write_date));
    await this.units.run(undefined, async (unit) => {
      const cursor = await unit.lock(odooCursors.one({ stream: this.what.stream }));
      if (writtenAt > cursor.writtenAt) unit.save(odooCursors.save({ ...cursor, writtenAt }));
    });
  }

  private fingerprint(read: unknown): string {
    return createHash('sha256').update(JSON.stringify(read)).digest('base64');
  }
}
