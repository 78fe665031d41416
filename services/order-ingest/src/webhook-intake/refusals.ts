import type { Problem as PayloadProblem } from '@penstock/connector-shopify';
import { type Problem, problem } from '@penstock/http';
import { counter, logger } from '@penstock/observability';

const log = logger('order-ingest.webhook');
const refused = counter('penstock.webhook.refused', {
  description: 'Webhooks that were not taken, by channel and reason.',
  unit: '{webhook}',
});

type Reason = 'unknown-channel' | 'signature' | 'not-json' | 'not-understood';

/** Counts and logs a refusal. Nothing of the body is logged: it may hold anybody's data. */
export function noteRefusal(reason: Reason, channel: string, facts: Readonly<Record<string, string>> = {}): void {
  // Names of channels that do not exist come from outside and would make series without end.
  refused.add(1, reason === 'unknown-channel' ? { reason } : { reason, channel });
  log.warn({ reason, channel, ...facts }, 'webhook refused');
}

/** 400 where the body is not JSON, 422 where it is not what its topic says, with every reason by its JSON pointer. */
export function notUnderstood(topic: string, problems: readonly PayloadProblem[]): Problem {
  const notJson = problems.some(({ code }) => code === 'not_json');
  return problem(notJson ? 400 : 422, {
    type: notJson ? '/problems/not-json' : '/problems/not-understood',
    title: notJson ? 'Not JSON' : `Not a body of ${topic}`,
    detail: 'The body is kept among the rejected inputs.',
    errors: problems.map(({ pointer, message }) => ({ pointer, detail: message })),
  });
}
