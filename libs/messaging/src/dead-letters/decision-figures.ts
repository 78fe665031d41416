import { counter } from '@penstock/observability';
import type { Result } from './dead-letter.js';

const decisions = counter('penstock.parked.decisions', {
  description: 'What people decided about messages that were set aside, by action (replay, discard) and its outcome.',
  unit: '{decision}',
});

/** Counts a decision once it has been carried out; a preview is none. */
export async function counted(action: 'replay' | 'discard', carriedOut: Promise<Result>): Promise<Result> {
  const result = await carriedOut;
  if (!result.preview) decisions.add(1, { action, outcome: result.outcome });
  return result;
}
