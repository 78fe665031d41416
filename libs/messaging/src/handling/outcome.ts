import type { Save } from '@penstock/persistence';
import type { Once } from '../tasks/task.js';
import type { Outgoing } from './outgoing.js';

/** What a handler decided: rows to save, events to say, tasks to be carried out once. All of it commits together. */
export interface Done<O extends Outgoing<any> = Outgoing<any>> {
  readonly outcome: 'done';
  readonly save: readonly Save<any>[];
  readonly events: readonly O[];
  readonly tasks: readonly Once[];
}

/** Nothing to do, and why: recorded in the inbox, so that a reader can tell it from an event that never came. */
export interface Skip {
  readonly outcome: 'skip';
  readonly reason: string;
}

export const done = <O extends Outgoing<any> = never>(what: {
  save?: readonly Save<any>[];
  events?: readonly O[];
  tasks?: readonly Once[];
}): Done<O> => ({ outcome: 'done', save: what.save ?? [], events: what.events ?? [], tasks: what.tasks ?? [] });

export const skip = (reason: string): Skip => ({ outcome: 'skip', reason });
