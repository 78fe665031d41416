import type { UnitOfWork, UnitsOfWork } from '@penstock/messaging';

/**
 * Units of work of a process that dies at one of its statements: its connection is cut before it.
 * @param at the statement, counted from 1; null: it lives
 */
export function dyingUnits(
  units: UnitsOfWork,
  at: number | null,
): { readonly units: UnitsOfWork; statements(): number } {
  let statements = 0;
  const run: UnitsOfWork['run'] = (cause, work) =>
    units.run(cause, (unit: UnitOfWork) => {
      const { transaction } = unit;
      const query = transaction.query.bind(transaction);
      transaction.query = async (text: string, values?: readonly unknown[], name?: string) => {
        statements += 1;
        if (statements === at) await query('SELECT pg_terminate_backend(pg_backend_pid())');
        return query(text, values, name) as never;
      };
      return work(unit);
    });
  const dying = Object.create(units, { run: { value: run } }) as UnitsOfWork;
  return { units: dying, statements: () => statements };
}
