import { logger } from '@penstock/observability';
import kafkajs from 'kafkajs';

const log = logger('kafkajs');

/** Lines that kafkajs writes as warnings or errors about what is expected, and what it gets over by itself. */
const HARMLESS: readonly RegExp[] = [
  // Said once for each idempotent producer: that it may not retry for ever. Ours gives up by its own deadline and starts anew.
  /Limiting retries for the idempotent producer/,
  // A broker that has just started loads its groups; the request is repeated until it has.
  /The coordinator is loading|The group coordinator is not available|The group is loading|not the correct coordinator/i,
  // How an ordinary rebalance looks from inside.
  /The group is rebalancing|rebalance in progress|re-joining/i,
  // A member whose session ended (a paused process) joins anew.
  /The coordinator is not aware of this member/i,
];

export const isHarmless = (line: string): boolean => HARMLESS.some((pattern) => pattern.test(line));

/** kafkajs writes through our log, so that its lines carry service and trace. */
export const logCreator: kafkajs.logCreator =
  () =>
  ({ level, log: { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...rest } }) => {
    const text = `${message} ${String(rest['error'] ?? '')}`;
    if (level >= kafkajs.logLevel.INFO || isHarmless(text)) log.debug(rest, message);
    else if (level === kafkajs.logLevel.WARN) log.warn(rest, message);
    else log.error(rest, message);
  };
