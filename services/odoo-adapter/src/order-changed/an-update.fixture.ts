import type { OrderCreated, OrderUpdated } from '@penstock/contracts';
import { instant, uuid7 } from '@penstock/domain';

/** What the channel says of an order once it is as `now` says. @param minute after ten o'clock; of two updates the later holds */
export function anUpdate(now: OrderCreated, minute = 1, removedLines: readonly string[] = []): OrderUpdated {
  const {
    placedAt: _placedAt,
    tenders: _tenders,
    channelReferences: _references,
    test: _test,
    tags: _tags,
    ...rest
  } = now;
  const updatedAt = instant(`2026-11-20T10:${String(minute).padStart(2, '0')}:00Z`);
  const meta = { ...now.meta, eventId: uuid7(), occurredAt: updatedAt };
  return { ...rest, meta, updatedAt, removedLines: [...removedLines] };
}
