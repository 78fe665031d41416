import type { Loop } from '@penstock/messaging';
import type { LiveMappings } from './live-mappings.js';

/** The least time between two turns, in milliseconds. */
const PAUSE = 1_000;

/** Holds the mapping against Odoo from the start on, so that a problem is named before the first order comes, and ends by itself. */
export class FollowMapping implements Loop {
  readonly name = 'odoo mapping';

  constructor(private readonly mappings: Pick<LiveMappings, 'refresh' | 'dueInMillis'>) {}

  get everyMillis(): number {
    return Math.max(PAUSE, this.mappings.dueInMillis);
  }

  async turn(): Promise<boolean> {
    await this.mappings.refresh();
    return false;
  }
}
