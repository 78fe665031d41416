import { describe, expect, it } from 'vitest';
import { isHarmless } from './kafkajs-log.js';

describe('a line of kafkajs', () => {
  it.each([
    'Limiting retries for the idempotent producer may invalidate EoS guarantees',
    'Response GroupCoordinator(key: 10, version: 2) The group coordinator is not available',
    'Response JoinGroup(key: 11, version: 5) The coordinator is loading and hence can not process requests for this group',
    'The group is rebalancing, re-joining',
    'Response Heartbeat(key: 12, version: 3) The group is rebalancing, so a rejoin is needed',
    'The coordinator is not aware of this member, re-joining the group',
  ])('about what it gets over by itself is no warning: %s', (line) => expect(isHarmless(line)).toBe(true));

  it.each([
    'Connection error: connect ECONNREFUSED 127.0.0.1:9092',
    'Crash: KafkaJSNonRetriableError: The session timeout is not within the range allowed by the broker',
    'Response Fetch(key: 1, version: 11) The requested offset is not within the range of offsets maintained by the server',
  ])('about trouble stays one: %s', (line) => expect(isHarmless(line)).toBe(false));
});
