import type { FailureRecord } from '../errors.js';
import type { OperatorAction } from './operator-actions.js';

/** `waiting` is tried again by itself, `dead` waits for a person, `discarded` was set aside for good by one. */
export type LetterState = 'waiting' | 'dead' | 'discarded';

/** Which messages; what is left out does not matter. */
export interface LetterFilter {
  /** Default: the dead ones. */
  readonly state?: LetterState | 'all' | undefined;
  readonly topic?: string | undefined;
  readonly key?: string | undefined;
  /** Full name, or its last part: `OrderCreated`. */
  readonly eventType?: string | undefined;
  readonly errorCode?: string | undefined;
  /** Set aside at this ISO 8601 instant or later. */
  readonly from?: string | undefined;
  /** Set aside before this ISO 8601 instant. */
  readonly to?: string | undefined;
}

/** A message that was set aside, as a list shows it. Plain JSON. */
export interface DeadLetter {
  readonly service: string;
  /** Its position: `<topic>/<partition>/<offset>`. */
  readonly id: string;
  readonly state: LetterState;
  readonly topic: string;
  readonly partition: number;
  /** A 64-bit number as text. */
  readonly offset: string;
  readonly key: string;
  /** Null where the message was refused before a handler could claim it. */
  readonly handler: string | null;
  /** Type, id, owner and `onDeadLetter` are null where the bytes could not be read. */
  readonly eventType: string | null;
  readonly eventId: string | null;
  /** Who answers for the event, as the catalogue names them. */
  readonly owner: string | null;
  readonly onDeadLetter: 'hold' | 'continue' | null;
  readonly attempts: number;
  /** Null for one that only waits behind another. */
  readonly error: { readonly kind: FailureRecord['kind']; readonly code: string; readonly message: string } | null;
  /** When it was set aside, ISO 8601. */
  readonly since: string;
  readonly traceId: string | null;
  /** How many later messages of its key wait. */
  readonly followers: number;
}

/** One message with everything that is known about it. */
export interface DeadLetterDetail extends DeadLetter {
  readonly stack: string | null;
  readonly facts: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The event: decimals as text, instants as ISO 8601, bytes as base64, personal data as `[personal]` unless asked for. Null where the bytes cannot be read. */
  readonly event: unknown;
  /** The value's bytes; null where showing them would show personal data that was not asked for. */
  readonly bytes: { readonly length: number; readonly base64: string; readonly hex: string } | null;
  /** What people decided about it so far. */
  readonly actions: readonly OperatorAction[];
}

export interface Page<T> {
  readonly service: string;
  readonly items: readonly T[];
  /** Ask again with this as `after`; null on the last page. */
  readonly next: string | null;
}

/** Who decides, and why: kept for good. */
export interface Decision {
  readonly actor: string;
  readonly reason: string;
}

/**
 * What became of one message: `done` and `skipped` with its effect; `repeated`: its effect had happened already; `failed`: it stays; `blocked`:
 * an earlier message of its key comes first; `gone`: nothing to decide any more; `discarded`.
 */
export type Outcome = 'done' | 'skipped' | 'repeated' | 'failed' | 'blocked' | 'gone' | 'discarded';

/** What a handler asked for, counted by name. */
export interface Effects {
  /** By table. */
  readonly saves: Readonly<Record<string, number>>;
  /** By the event's full name. */
  readonly events: Readonly<Record<string, number>>;
  readonly tasks: Readonly<Record<string, number>>;
}

export interface Result {
  readonly service: string;
  readonly id: string;
  readonly outcome: Outcome;
  /** True when it was rolled back. */
  readonly preview: boolean;
  /** Why it was skipped, or what blocks it. */
  readonly reason: string | null;
  readonly error: DeadLetter['error'];
  readonly effects: Effects | null;
  /** Later messages of its key that wait. */
  readonly followers: number;
}
