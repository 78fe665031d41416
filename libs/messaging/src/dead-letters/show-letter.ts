import { allEvents, catalogueOf, type EventType } from '@penstock/contracts';
import type { EventDecoder } from '@penstock/kafka';
import type { DeadLetterDetail } from './dead-letter.js';
import { eventAsJson } from './event-as-json.js';
import type { StoredLetter } from './letter-store.js';
import type { OperatorAction } from './operator-actions.js';

const personalFields = (type: EventType): readonly string[] => catalogueOf(type).personalDataFields;

/** Topics of which bytes that nobody can read may still hold what names a person. */
const personalTopics = new Set(allEvents.filter((type) => personalFields(type).length > 0).map((type) => type.topic));

/**
 * Everything about one message, for a person.
 * @param personal shows fields and bytes that may name natural persons
 * @throws RegistryUnreachable
 */
export async function showLetter(
  decoder: EventDecoder,
  { summary, failure, headers, value }: StoredLetter,
  actions: readonly OperatorAction[],
  personal: boolean,
): Promise<DeadLetterDetail> {
  if (value) await decoder.meetWriters([value]);
  const decoded = value ? decoder.decode(value) : undefined;
  const type = decoded?.kind === 'event' ? decoded.type : undefined;
  const mayHide = type ? personalFields(type).length > 0 : personalTopics.has(summary.topic);
  return {
    ...summary,
    stack: failure?.stack ?? null,
    facts: failure?.facts ?? {},
    headers,
    event:
      decoded?.kind === 'event'
        ? eventAsJson(decoded.type, decoded.event, personal ? [] : personalFields(decoded.type))
        : null,
    bytes:
      value && (personal || !mayHide)
        ? { length: value.length, base64: value.toString('base64'), hex: value.toString('hex') }
        : null,
    actions,
  };
}
