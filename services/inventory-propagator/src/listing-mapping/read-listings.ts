import type { UnitsOfWork } from '@penstock/messaging';

/** What a person asks to see. */
export interface ListingFilter {
  readonly destination?: string | undefined;
  readonly sku?: string | undefined;
  readonly state: ListingState;
}

/**
 * `mapped`: stands for a product. `problem`: somebody should look, be it the mapping or a refusal by the channel. `deleted`: the channel has it no
 * more.
 */
export type ListingState = 'all' | 'mapped' | 'problem' | 'deleted';

/** A listing, for people. Times are ISO 8601. */
export interface ListingView {
  readonly destination: string;
  readonly ref: string;
  readonly title: string | null;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly statedSku: string | null;
  readonly givenSku: string | null;
  readonly givenBy: string | null;
  readonly decidedBy: string | null;
  readonly productId: string | null;
  readonly active: boolean;
  /** What is wrong: a `MappingProblem`, or the code with which the channel refused. */
  readonly problem: string | null;
  readonly since: string | null;
  /** Whole units that it should offer, and what the channel took last. */
  readonly quantity: number | null;
  readonly told: number | null;
}

export interface ListingPage {
  readonly items: readonly ListingView[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

const STATES: Readonly<Record<ListingState, string>> = {
  all: 'true',
  mapped: 'l.product_id IS NOT NULL AND l.active',
  problem: `(l.problem IS NOT NULL OR (p.refused_code IS NOT NULL AND l.active))`,
  deleted: 'NOT l.active',
};

/** @param after `next` of the page before: destination and ref, with a blank between them */
export async function readListings(
  { database }: UnitsOfWork,
  { destination, sku, state }: ListingFilter,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<ListingPage> {
  const blank = after?.indexOf(' ') ?? -1;
  const from = after === undefined ? ['', ''] : [after.slice(0, blank), after.slice(blank + 1)];
  const items = await database.query<ListingView[]>(
    `SELECT l.destination, l.ref, l.title, l.sku, l.barcode, l.stated_sku AS "statedSku", l.given_sku AS "givenSku",
       l.given_by AS "givenBy", l.decided_by AS "decidedBy", l.product_id AS "productId", l.active,
       coalesce(l.problem, p.refused_code) AS problem,
       to_char(l.problem_since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since, p.quantity, p.told
     FROM channel_listing l LEFT JOIN product_listing p USING (destination, ref)
     WHERE (l.destination, l.ref) > ($1, $2) AND ($3::text IS NULL OR l.destination = $3)
       AND ($4::text IS NULL OR l.sku = $4) AND ${STATES[state]}
     ORDER BY l.destination, l.ref LIMIT $5`,
    [...from, destination ?? null, sku ?? null, limit + 1],
  );
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return { items: page, next: last && items.length > limit ? `${last.destination} ${last.ref}` : null };
}

/** A decision of a person about a listing. */
export interface PastDecision {
  readonly sku: string | null;
  readonly before: string | null;
  /** That the channel has it no more. */
  readonly ended: boolean;
  readonly actor: string;
  readonly reason: string;
  readonly decidedAt: string;
}

/** @returns the latest first */
export const readDecisions = ({ database }: UnitsOfWork, destination: string, ref: string): Promise<PastDecision[]> =>
  database.query<PastDecision[]>(
    `SELECT sku, before_sku AS before, ended, actor, reason,
       to_char(decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "decidedAt"
     FROM listing_decision WHERE destination = $1 AND ref = $2 ORDER BY id DESC LIMIT 100`,
    [destination, ref],
  );
