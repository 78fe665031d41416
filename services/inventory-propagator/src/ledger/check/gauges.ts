import type { UnitsOfWork } from '@penstock/messaging';
import { gauge, logger } from '@penstock/observability';

const log = logger('inventory-propagator.ledger-check');

interface State {
  readonly mismatches: number;
  /** Seconds since a round ended; null before the first. */
  readonly age: number | null;
}

/** What the last rounds found, the same from each replica. @returns ends them */
export function checkGauges(units: Pick<UnitsOfWork, 'database'>): () => void {
  const ends = [
    gauge(
      'penstock.ledger.mismatches',
      {
        description: 'Products of which a balance is not the sum of its movements. Anything but 0 is an alarm.',
        unit: '{product}',
      },
      async (result) => {
        const state = await read(units);
        if (state) result.observe(state.mismatches);
      },
    ),
    gauge(
      'penstock.ledger.checked_age',
      {
        description: 'Since when every balance was last found, or not found, to be the sum of its movements.',
        unit: 's',
      },
      async (result) => {
        const state = await read(units);
        if (state && state.age !== null) result.observe(state.age);
      },
    ),
  ];
  return () => ends.forEach((end) => end());
}

async function read({ database }: Pick<UnitsOfWork, 'database'>): Promise<State | undefined> {
  try {
    const [state] = await database.query<State[]>(
      `SELECT (SELECT count(*)::integer FROM ledger_finding WHERE kind = 'LEDGER_MISMATCH' AND figures <> '') AS mismatches,
        (SELECT extract(epoch FROM now() - finished_at)::float8 FROM balance_check WHERE finished_at > 'epoch') AS age`,
    );
    return state;
  } catch (error) {
    log.warn({ err: error }, 'not read; its gauges are left out');
    return undefined;
  }
}
