import { schemaOf } from '@penstock/messaging';
import pg from 'pg';
import { divertStatements, rewriteStatements } from '../points/statements.js';
import type { Mutant } from '../points/strike.js';

/** Makes this process the mutant: its statements are not those of the true build. */
export function become(mutant: Mutant): void {
  ({
    'no inbox constraint': claimWithoutConstraint,
    'offsets first': moveOffsetsFirst,
    'competing relays': competeForRows,
  })[mutant]();
}

/** Each event is claimed as if it were new; see {@link prepareFor} for the constraint itself. */
const claimWithoutConstraint = (): void => {
  const claim = `
    WITH claimed AS (
      INSERT INTO inbox (handler, event_id, state, hash, topic, partition, position, key)
      SELECT $1, unnest($4::uuid[]), 'done', substring($5::bytea FROM generate_series(1, length($5::bytea), 32) FOR 32), $2, $3,
        unnest($6::bigint[]), unnest($7::text[]))
    SELECT NULL::uuid AS "eventId" WHERE false`;
  rewriteStatements((name) => (name === 'claim events' ? claim : undefined));
};

/** The offset is committed before its batch is: at most once. */
const moveOffsetsFirst = (): void =>
  divertStatements(
    (name) => name === 'move offset' || name === 'first offset',
    () =>
      new pg.Client({
        connectionString: process.env['DATABASE_URL'],
        options: `-c search_path=${schemaOf('stock-service')}`,
      }),
  );

/**
 * Every relay has every lane, and takes rows that no other has: how many an outbox is read. That every relay has every lane would not be
 * enough to be found: it would send each unsent row from the first, so that all but repeats stayed in order.
 */
const competeForRows = (): void => {
  const lease =
    'SELECT lane FROM lane_lease WHERE $1::text IS NOT NULL AND $2::integer > 0 AND $3::float8 > 0 ORDER BY lane';
  const find = `
    WITH forgotten AS (DELETE FROM outbox WHERE id = ANY($1::bigint[])),
    taken AS (
      UPDATE outbox o SET taken_until = clock_timestamp() + interval '12 s'
      FROM (SELECT id FROM outbox WHERE lane = ANY($3::smallint[]) AND taken_until < clock_timestamp()
              AND id <> ALL($1::bigint[]) AND id <> ALL($2::bigint[])
            ORDER BY id LIMIT $4 FOR UPDATE SKIP LOCKED) free
      WHERE o.id = free.id RETURNING o.id, octet_length(o.value) AS bytes)
    SELECT string_agg(id || ' ' || bytes, ',' ORDER BY id) AS rows FROM taken`;
  const texts = new Map([
    ['lease lanes', lease],
    ['find unsent', find],
    ['delete sent, find unsent', find],
  ]);
  rewriteStatements((name) => texts.get(name));
};

/** What a mutant's database lacks, or has besides. */
export const prepareFor = (mutant: Mutant): readonly string[] =>
  ({
    'no inbox constraint': ['ALTER TABLE inbox DROP CONSTRAINT inbox_pkey'],
    'offsets first': [],
    'competing relays': [`ALTER TABLE outbox ADD COLUMN taken_until timestamptz NOT NULL DEFAULT 'epoch'`],
  })[mutant];
