import type { UnitsOfWork } from '@penstock/messaging';
import { inTransaction } from '@penstock/persistence';
import type { MoveFollower } from '../stock-moves/follow-moves.js';
import type { Part } from './part.js';

/** Lines looked up together. */
const PAGE = 500;

/** Finds out which move a line belongs to that a previous version took over, for whoever traces it. There is nothing left of it to do, once. */
export class ExplainedLines implements Part {
  readonly name = 'lines without a move';

  constructor(
    private readonly units: UnitsOfWork,
    private readonly moves: Pick<MoveFollower, 'explain'>,
  ) {}

  async next(after: number): Promise<number | null> {
    const ids = await this.unexplained(after);
    if (ids.length > 0) await this.moves.explain(ids);
    return ids.length < PAGE ? null : (ids.at(-1) ?? null);
  }

  private async unexplained(after: number): Promise<number[]> {
    const rows = await inTransaction(this.units.database, (transaction) =>
      transaction.query<{ id: string }>(
        `SELECT move_line_id AS id FROM odoo_seen WHERE move_id IS NULL AND move_line_id > $1::bigint ORDER BY move_line_id LIMIT ${PAGE}`,
        [String(after)],
      ),
    );
    return rows.map(({ id }) => Number(id));
  }
}
