import { ExceptionRaised } from '@penstock/contracts';
import { canonicalId } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import type { PendingInput } from '../raw-inputs/pending.js';
import type { Fact } from './fact.js';
import type { KnownFact } from './tables.js';

/** The channel states a fact again, with other content. @param fields names of the fields that differ */
export function conflict(
  fact: Fact,
  known: KnownFact,
  fields: readonly string[],
  hash: string,
): Outgoing<ExceptionRaised> {
  const { entity, channel, type, externalId } = known;
  return say(ExceptionRaised, {
    exceptionId: canonicalId('exc', entity, `shopify:${channel}`, `ORDER_CONFLICT ${type} ${externalId} ${hash}`),
    kind: 'ORDER_CONFLICT',
    severity: 'ERROR',
    subject: fact.orderId,
    message: `The channel ${channel} sent the ${type} ${fact.orderNumber ?? externalId} again with other content: ${fields.join(', ')}.`,
    amount: null,
    facts: { channel, type, externalId, fields: fields.join(', '), firstRawInput: known.rawInputId ?? '' },
    remedy: 'Compare both raw inputs with the order in the shop; what was said first stands.',
  });
}

/** An input that was kept and cannot be normalised. @param reason a sentence, without personal data */
export const invalidInput = (entity: string, input: PendingInput, reason: string): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: canonicalId('exc', entity, `shopify:${input.channel}`, `INVALID_INPUT ${input.id}`),
    kind: 'INVALID_INPUT',
    severity: 'ERROR',
    subject: input.orderId,
    message: `A webhook ${input.topic} of ${input.channel} was kept but cannot be understood: ${reason}.`,
    amount: null,
    facts: { channel: input.channel, topic: input.topic, webhookId: input.webhookId, rawInput: input.id, reason },
    remedy: 'Read the raw input; correct it in the shop and have the shop send it again.',
  });
