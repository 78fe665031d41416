import { OrderCreated } from '@penstock/contracts';
import { describe, expect, it } from 'vitest';
import type { AnyEvent, RefusedArrival } from '../inbox/arrival.js';
import { Permanent, recordOf } from '../errors.js';
import { aMeta } from '../testing/messages.js';
import { parkedMessage } from './verdict.js';

const failure = recordOf(new Permanent('WRONG_KEY', 'a spec'));
const message = { topic: 't', partition: 0, offset: 1n, key: null, value: Buffer.from('x'), headers: {}, timestamp: 0 };

function refused(eventId: string): RefusedArrival {
  const event: AnyEvent = { meta: aMeta({ eventId }), personal: { subjectId: 'berlin:4711' } };
  return { kind: 'refused', message, key: '', failure, known: { type: OrderCreated, eventId, event } };
}

describe('a message that is refused before a handler has it', () => {
  it('is kept under its type, its id and its person, so that it is found and can be erased', () => {
    const { eventId } = aMeta();
    expect(parkedMessage(refused(eventId), 'dead', 1, failure)).toMatchObject({
      ...{ handler: null, eventId, eventType: OrderCreated.name, subjectId: 'berlin:4711' },
    });
  });

  it('is kept without an id that is none, as the table would refuse it and the partition would stop', () => {
    expect(parkedMessage(refused('not an id'), 'dead', 1, failure)).toMatchObject({ eventId: null });
  });

  it('is nobody’s when its bytes cannot be read', () => {
    const unread = { ...refused(aMeta().eventId), known: undefined };
    expect(parkedMessage(unread, 'dead', 1, failure)).toMatchObject({
      eventType: null,
      eventId: null,
      subjectId: null,
    });
  });
});
