import type { OutgoingRecord } from '@penstock/kafka';
import type { DataSource } from 'typeorm';
import { type Transaction, withoutTransaction } from '@penstock/persistence';
import type { Handover } from './handover.js';
import type { OutboxRow } from './outbox-store.js';
import { deleteSent, forgetAndFind, readOutbox, type UnsentRow } from './unsent.js';

/** Rows of one look, and so of one send, at the most. */
export const ROWS = 2000;

/**
 * Bytes of one send, at the most; an event that is larger is sent alone. All of it may be of one partition, where Kafka takes it as one
 * batch and refuses more than `max.message.bytes`, 1 MiB for topics of the catalogue.
 */
const BYTES = 900 * 1024;

/** What Kafka carries of a row besides its value: key, headers, framing. */
const BYTES_BESIDES = 256;

/** Rows of one send, oldest first. */
export interface Round {
  readonly rows: readonly OutboxRow[];
  /** There are probably enough unsent rows behind these for another full round. */
  readonly isFull: boolean;
}

/**
 * What a relay sends, round by round. Which rows, and in what order, the database says, those of several rounds in one look: a row that was
 * found waits behind no other of its key, as the ids of a key rise in the order of its commits. The bytes come from this process where it has
 * just written them.
 */
export class Rounds {
  /** Found, and not in any round yet. */
  private found: readonly UnsentRow[] = [];
  /** Ids that Kafka has acknowledged and that are still in the table. */
  private acknowledged: readonly string[] = [];

  constructor(
    private readonly database: DataSource,
    private readonly handover: Handover,
  ) {}

  /** @param beingSent ids that are on their way to Kafka */
  next(lanes: readonly number[], beingSent: readonly string[]): Promise<Round> {
    return withoutTransaction(this.database, async (connection) => {
      const isMoreBehind = this.found.length === 0 && (await this.look(connection, lanes, beingSent));
      const chosen = withinBytes(this.found);
      this.found = this.found.slice(chosen.length);
      const rows = new Map(chosen.map(({ id }) => [id, this.handover.take(id)]));
      const missing = [...rows].flatMap(([id, row]) => (row ? [] : [id]));
      if (missing.length > 0) for (const row of await readOutbox(connection, lanes, missing)) rows.set(row.id, row);
      return { rows: [...rows.values()].flatMap((row) => row ?? []), isFull: isMoreBehind || this.found.length > 0 };
    });
  }

  acknowledge(ids: readonly string[]): void {
    this.acknowledged = [...this.acknowledged, ...ids];
  }

  /** Deletes what Kafka has acknowledged. */
  async forget(lanes: readonly number[]): Promise<void> {
    if (this.acknowledged.length === 0) return;
    await withoutTransaction(this.database, (connection) => deleteSent(connection, lanes, this.acknowledged));
    this.acknowledged = [];
  }

  /** What was found may be another's now, or stand behind rows that did not arrive: the next round looks anew. */
  lookAnew(): void {
    this.found = [];
  }

  /** Forgets what was acknowledged, and finds what is next. @returns whether there is probably as much again behind it */
  private async look(connection: Transaction, lanes: readonly number[], beingSent: readonly string[]) {
    const limit = Math.ceil(ROWS / lanes.length);
    const sent = { acknowledged: this.acknowledged, beingSent };
    this.found = await forgetAndFind(connection, sent, { lanes, limit });
    this.acknowledged = [];
    return this.found.length >= limit;
  }
}

/** The first rows that fit into one send, at least one. Cutting by id cuts every lane behind its oldest, so no row overtakes another of its key. */
export function withinBytes(rows: readonly UnsentRow[], most = BYTES): readonly UnsentRow[] {
  let total = 0;
  const tooMany = rows.findIndex(({ bytes }, place) => {
    total += bytes + BYTES_BESIDES;
    return total > most && place > 0;
  });
  return tooMany === -1 ? rows : rows.slice(0, tooMany);
}

export const recordOf = (row: OutboxRow): OutgoingRecord => ({
  topic: row.topic,
  key: row.key,
  value: row.value,
  headers: row.traceparent === null ? {} : { traceparent: row.traceparent },
});
