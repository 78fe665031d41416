import { table } from '../../../measuring/table.js';
import type { FaultSite } from '../fault.js';

/** Runs a statement of the runbook as an operator would, and shows it with its result. */
export async function operate({ sql, say }: FaultSite, statement: string): Promise<void> {
  const rows = await sql<Record<string, string | number>>(statement);
  const [first] = rows;
  const result = first
    ? `\n${table(
        Object.keys(first),
        rows.map((row) => Object.values(row)),
      )}`
    : '';
  say(`\n=> ${statement};${result}`);
}
