import type { UnitsOfWork } from '@penstock/messaging';

type Database = UnitsOfWork['database'];

/** A version of the rules, as the history has it: rows of `rule_set_version` are never changed. */
export interface RuleVersion {
  readonly version: number;
  readonly actor: string;
  readonly reason: string;
  readonly setAt: string;
  /** The version whose document it brought back; null where it brought a new one. */
  readonly restores: number | null;
}

/** The same with the document, as it was written. */
export interface RuleVersionDetail extends RuleVersion {
  readonly document: string;
}

const COLUMNS = `version::int, actor, reason, restores::int, to_char(set_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "setAt"`;

/** @param before only versions older than this one @returns the newest first, one more than `limit` where there are more */
export const readHistory = (
  database: Database,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<RuleVersion[]> =>
  database.query<RuleVersion[]>(
    `SELECT ${COLUMNS} FROM rule_set_version WHERE $1::bigint IS NULL OR version < $1 ORDER BY version DESC LIMIT $2`,
    [before ?? null, limit + 1],
  );

/** @param version without one the latest, which is the one in force */
export async function readVersion(database: Database, version?: number): Promise<RuleVersionDetail | undefined> {
  const [found] = await database.query<RuleVersionDetail[]>(
    `SELECT ${COLUMNS}, document FROM rule_set_version WHERE $1::bigint IS NULL OR version = $1 ORDER BY version DESC LIMIT 1`,
    [version ?? null],
  );
  return found;
}

/** How far the rules in force have come. */
export interface Progress {
  readonly listings: number;
  /** Of them, still computed with older rules. */
  readonly outstanding: number;
}

export async function readProgress(database: Database): Promise<Progress> {
  const [row] = await database.query<[Progress]>(`
    SELECT (SELECT count(*)::int FROM product_listing WHERE product_id <> '') AS listings,
      (SELECT count(*)::int FROM product_listing l, rule_set s WHERE l.rules_version < s.version AND l.product_id <> '') AS outstanding`);
  return row;
}
