import { setStates } from '../inbox/inbox-store.js';
import { inTransaction } from '@penstock/persistence';
import type { UnitsOfWork } from '../unit-of-work/units-of-work.js';
import type { Decision, Result } from './dead-letter.js';
import { lockKey, releaseKey } from './key-lock.js';
import { readLetter } from './letter-store.js';
import { countFollowers, discardLetter, lockLetter } from './locked-letter.js';
import { recordAction } from './operator-actions.js';
import { type Position, positionText } from './position.js';
import { runOrRehearse } from './rehearse.js';

/**
 * Sets a message aside for good, because a person said so: it will never have an effect, its followers go on, its row stays until its
 * retention ends. Without a decision it is only a preview.
 */
export async function discard(
  units: UnitsOfWork,
  group: string,
  at: Position,
  decision: Decision | undefined,
): Promise<Result> {
  const stored = await inTransaction(units.database, (transaction) => readLetter(transaction, group, at));
  const common = { service: group, id: positionText(at), preview: !decision, reason: null, error: null, effects: null };
  if (!stored) return { ...common, outcome: 'gone', followers: 0 };
  const { key } = stored.summary;
  return runOrRehearse(units, !decision, async ({ transaction }) => {
    const locked = await lockKey(transaction, group, at.topic, key);
    const letter = await lockLetter(transaction, group, at);
    const followers = await countFollowers(transaction, group, at, key);
    if (letter) {
      const { handler, eventId, eventType, state } = letter;
      await discardLetter(transaction, group, at);
      if (state === 'waiting' && handler !== null && eventId !== null)
        await setStates(transaction, [{ handler, eventId, state: 'dead' }]);
      const what = { outcome: 'discarded', at, key, eventId, eventType };
      if (decision) await recordAction(transaction, decision, { action: 'discard', ...what });
    }
    await releaseKey(transaction, locked, letter?.state === 'waiting');
    return { ...common, outcome: letter ? 'discarded' : 'gone', followers };
  });
}
