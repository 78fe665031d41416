import type { OrderCancelled } from '@penstock/contracts';
import { offsetOf } from '@penstock/domain';
import { z } from 'zod';
import { id, text, time } from '../payload/fields.js';
import type { Refused } from '../payload/problem.js';
import { readJson } from '../payload/read-json.js';
import type { Occurrence } from './parse-order.js';
import { type ShopifySource, orderIdOf } from './source.js';

export type CancellationContent = Omit<OrderCancelled, 'meta'>;

export interface ParsedCancellation extends Occurrence {
  readonly ok: true;
  readonly cancellation: CancellationContent;
}

const payload = z.object({ id, cancelled_at: time, cancel_reason: text });

/** https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderCancelReason, in lower case in webhooks */
const REASONS: Readonly<Record<string, CancellationContent['reason']>> = {
  customer: 'CUSTOMER',
  declined: 'DECLINED',
  fraud: 'FRAUD',
  inventory: 'INVENTORY',
  staff: 'STAFF',
  other: 'OTHER',
};

/** Reads the body of an `orders/cancelled` webhook. Shopify cancels whole orders only; taking single lines out is an edit. */
export function parseCancellation(raw: Buffer | string, source: ShopifySource): ParsedCancellation | Refused {
  const read = readJson(raw, payload);
  if (!read.ok) return read;
  const { id: orderId, cancelled_at: cancelled, cancel_reason: reason } = read.value;
  return {
    ok: true,
    cancellation: {
      orderId: orderIdOf(source, orderId),
      reason: REASONS[reason ?? ''] ?? 'UNKNOWN',
      reasonText: reason,
      cancelledAt: cancelled.at,
      lines: null,
    },
    occurredAt: cancelled.at,
    occurredZone: offsetOf(cancelled.text),
  };
}
