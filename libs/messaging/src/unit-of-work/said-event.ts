import type { EventMeta, EventType } from '@penstock/contracts';
import type { Transaction } from '@penstock/persistence';

/** An event as a unit of work says it. */
export interface SaidEvent {
  readonly type: EventType<any>;
  readonly meta: EventMeta;
  readonly content: Readonly<Record<string, unknown>>;
  /** W3C trace context it is said in. */
  readonly traceparent: string | undefined;
}

/**
 * Keeps what a service must know of its own events once the outbox has sent and forgotten them: in the transaction that says them, so that
 * neither is there without the other. No personal data: nothing here erases it.
 */
export type KeepSaid = (transaction: Transaction, said: readonly SaidEvent[]) => Promise<void>;
