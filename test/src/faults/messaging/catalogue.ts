import { alarmsAndRepairs } from './alarms/alarms.js';
import type { Fault } from './fault.js';
import { frozen } from './frozen/frozen.js';
import { rebalanceStorm } from './kafka/rebalance-storm.js';
import { kills } from './kills/killed-at-a-point.js';
import { outages } from './outages/outages.js';
import { tooLarge } from './poison/too-large.js';
import { unreadable } from './poison/unreadable.js';
import { ambiguousCommit } from './postgres/ambiguous-commit.js';
import { deadlocks } from './postgres/deadlocks.js';
import { serializationFailures } from './postgres/serialization-failures.js';
import { terminated } from './postgres/terminated.js';
import { wholeTopicAgain } from './replayed/whole-topic.js';

/** All faults, in the order they are played and printed. */
export const faults: readonly Fault[] = [
  ...kills,
  ...frozen,
  rebalanceStorm,
  terminated,
  serializationFailures,
  deadlocks,
  ambiguousCommit,
  ...unreadable,
  tooLarge,
  wholeTopicAgain,
  ...outages,
  ...alarmsAndRepairs,
];
