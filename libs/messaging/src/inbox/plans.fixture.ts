import { uuid7 } from '@penstock/domain';
import type { ReceivedMessage } from '@penstock/kafka';
import type { Transaction } from '@penstock/persistence';
import { lockKey, releaseKey, standsBefore } from '../dead-letters/key-lock.js';
import { readLetter } from '../dead-letters/letter-store.js';
import { countFollowers, discardLetter, forgetLetter, lockLetter, recordTry } from '../dead-letters/locked-letter.js';
import { listActions, recordAction } from '../dead-letters/operator-actions.js';
import type { FailureRecord } from '../errors.js';
import { insertIntoOutbox } from '../outbox/outbox-store.js';
import { reserveSequences } from '../outbox/stream-heads.js';
import { deleteSent, forgetAndFind, readOutbox } from '../outbox/unsent.js';
import { ParkedQueue } from '../parking/parked-queue.js';
import { asideBefore, closeKeys, isAnyParked, park, parkedKeys } from '../parking/parking-store.js';
import { claimTasks, endTasks, insertTasks, postponeTasks, renewTasks } from '../tasks/task-store.js';
import { claim, conflicting, setStates } from './inbox-store.js';
import { moveOffset, readOffset, readPositions } from './offsets.js';

const GROUP = 'g';
const TOPIC = 't';
const HANDLER = 'h';
const TASK = 'task';
const LANES = [0, 1, 2, 3, 4, 5, 6, 7];
const failure: FailureRecord = { kind: 'transient', code: 'CODE', message: '', stack: '', facts: {} };
const cause = {
  ...{ entity: 'main', source: { system: 'spec', channel: null }, correlationId: 'c', causationId: null },
  mode: 'live' as const,
};
const queue = new ParkedQueue(GROUP);

const upTo = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const stream = (i: number) => ({ topic: TOPIC, key: `k${i}` });
const at = (i: number) => ({ topic: TOPIC, partition: 0, offset: BigInt(i) });
const message = (i: number): ReceivedMessage => ({
  ...{ ...at(i), key: Buffer.from(`k${i}`), value: Buffer.from([0]), headers: {}, timestamp: 0 },
});
const parked = (i: number) => ({
  ...{ ...message(i), key: `k${i}`, handler: HANDLER, eventId: uuid7(), eventType: 'T', state: 'waiting' as const },
  ...{ attempts: 1, failure, subjectId: null },
});
const claimOf = (i: number) => ({ ...at(i), eventId: uuid7(), hash: 'x'.repeat(32), key: `k${i}` });
const task = (i: number) => ({
  ...{ id: String(i), naturalKey: `n${i}`, document: `d${i}`, payload: {}, cause, attempts: 1 },
});

/** Statements of messaging by what they do, on keys, positions and ids 0 to `count`. To list what was set aside is not among them: it may look at all of it. */
export const uses: Readonly<Record<string, (connection: Transaction, count: number) => Promise<unknown>>> = {
  'claim events': (c, n) => claim(c, HANDLER, upTo(n, claimOf)),
  'compare what was claimed': (c, n) => conflicting(c, HANDLER, upTo(n, claimOf)),
  'change states of claims': (c, n) =>
    setStates(
      c,
      upTo(n, () => ({ handler: HANDLER, eventId: uuid7(), state: 'dead' })),
    ),
  'move offsets': async (c, n) => {
    const moved = await moveOffset(c, GROUP, { topic: TOPIC, partition: 0, expected: 0n, next: BigInt(n) }).then(
      () => n,
      () => undefined,
    );
    if (moved === undefined) await moveOffset(c, GROUP, { topic: TOPIC, partition: -n, expected: null, next: 1n });
  },
  'read an offset': (c) => readOffset(c, GROUP, TOPIC, 0),
  'read positions': (c, n) => readPositions(c, GROUP, TOPIC, upTo(n, Number), [HANDLER], true),
  'find whether anything is parked': (c) => isAnyParked(c, GROUP),
  'find parked keys': (c, n) => parkedKeys(c, GROUP, upTo(n, stream)),
  park: (c, n) => park(c, GROUP, upTo(n, parked)),
  'find what was set aside before': (c, n) => asideBefore(c, GROUP, at(0), upTo(n, message)),
  'close keys': (c, n) =>
    closeKeys(
      c,
      GROUP,
      upTo(n, (i) => ({ ...stream(i), retryInMillis: 1 })),
    ),
  'find a due key': (c) => queue.due(c),
  'lock a key': (c, n) => queue.lock(c, stream(n)),
  'find the oldest of a key': (c, n) => queue.oldest(c, stream(n)),
  'record a failed retry': (c, n) => queue.recordFailure(c, message(n), { attempts: 2, failure, state: 'waiting' }),
  'postpone a key': (c, n) => queue.postpone(c, stream(n), 1000),
  'open a key': (c, n) => queue.open(c, stream(n)),
  'forget what was parked': (c, n) => queue.forget(c, message(n)),
  'bump stream heads': (c, n) => reserveSequences(c, upTo(n, stream)),
  'append to the outbox': (c, n) =>
    insertIntoOutbox(
      c,
      upTo(n, (i) => ({
        ...{ ...stream(i), eventId: uuid7(), eventType: 'T', value: Buffer.from('v'), traceparent: undefined },
      })),
    ),
  'find what is unsent': (c, n) => forgetAndFind(c, { acknowledged: [], beingSent: [] }, { lanes: LANES, limit: n }),
  'delete what was sent, and look': (c, n) =>
    forgetAndFind(c, { acknowledged: upTo(n, String), beingSent: [] }, { lanes: LANES, limit: n }),
  'read the outbox': (c, n) => readOutbox(c, LANES, upTo(n, String)),
  'delete what was sent': (c, n) => deleteSent(c, LANES, upTo(n, String)),
  'insert tasks': (c, n) =>
    insertTasks(
      c,
      upTo(n, (i) => ({ wanted: { task: TASK, ...task(i) }, cause })),
    ),
  'claim tasks': (c) => claimTasks(c, TASK, 10),
  'renew tasks': (c, n) => renewTasks(c, upTo(n, task)),
  'postpone tasks': (c, n) =>
    postponeTasks(
      c,
      upTo(n, (i) => ({ task: task(i), pauseMillis: 1000, failure })),
    ),
  'end tasks': (c, n) =>
    endTasks(
      c,
      upTo(n, (i) => ({ task: task(i), state: 'done', failure: null })),
    ),
  'read a dead letter': (c, n) => readLetter(c, GROUP, at(n)),
  'lock a dead letter': (c, n) => lockLetter(c, GROUP, at(n)),
  'record a replay in vain': (c, n) => recordTry(c, GROUP, at(n), failure),
  'count followers': (c, n) => countFollowers(c, GROUP, at(n), `k${n}`),
  'lock, look and release a key': async (c, n) => {
    const locked = await lockKey(c, GROUP, TOPIC, `k${n}`);
    await standsBefore(c, locked, at(n));
    await releaseKey(c, locked, true);
  },
  'discard a dead letter': (c, n) => discardLetter(c, GROUP, at(n)),
  'forget a dead letter': (c, n) => forgetLetter(c, GROUP, at(n)),
  'record an action': (c, n) =>
    recordAction(
      c,
      { actor: 'a', reason: 'r' },
      { action: 'replay', outcome: 'done', at: at(n), key: `k${n}`, eventId: null, eventType: null },
    ),
  'list actions of a position': (c, n) => listActions(c, { of: at(n), limit: 10 }),
};

/** Adds `$1` rows to every table that grows. */
export const GROW: readonly string[] = [
  `INSERT INTO inbox (handler, event_id, state, hash, topic, partition, position, key)
   SELECT 'h', uuidv7(), 'done', '\\x00', 't', 0, i, 'k' || i FROM generate_series(1, $1) AS i`,
  `INSERT INTO consumer_offset SELECT 'g', 't', i, 0 FROM generate_series(1, $1) AS i ON CONFLICT DO NOTHING`,
  `INSERT INTO key_head SELECT 'g', 't', 'k' || i, clock_timestamp() FROM generate_series(1, $1) AS i ON CONFLICT DO NOTHING`,
  `INSERT INTO parked (group_name, topic, partition, position, key, handler, event_id, event_type, state, value, headers, attempts)
   SELECT 'g', 't', 0, i, 'k' || i, 'h', uuidv7(), 'T', 'waiting', '\\x00', '{}', 1 FROM generate_series(1, $1) AS i ON CONFLICT DO NOTHING`,
  `INSERT INTO stream_head SELECT 't', 'k' || i, 1 FROM generate_series(1, $1) AS i ON CONFLICT DO NOTHING`,
  `INSERT INTO outbox (lane, topic, key, event_id, event_type, value)
   SELECT i % 8, 't', 'k' || i, uuidv7(), 'T', '\\x00' FROM generate_series(1, $1) AS i`,
  `INSERT INTO task (name, natural_key, document, payload, cause)
   SELECT 'task', 'n' || i, 'd' || i, '{}', '{}' FROM generate_series(1, $1) AS i ON CONFLICT DO NOTHING`,
  `INSERT INTO operator_action (actor, reason, action, outcome, topic, partition, position, key)
   SELECT 'a', 'r', 'replay', 'done', 't', 0, i, 'k' || i FROM generate_series(1, $1) AS i`,
];
