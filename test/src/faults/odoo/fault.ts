import type { Random } from '../../measuring/random.js';
import type { Disturbance } from '../../odoo-day/play-day.js';
import type { Site } from '../../odoo-day/site/open-site.js';

/**
 * One way in which Odoo, the way to it, or the adapter fails. To add one, name it in `catalogue.ts`. It is played with a day of its own on a
 * site that all faults share; a fault that struck nothing fails, since it proves nothing.
 */
export interface OdooFault {
  /** Of `--only`. */
  readonly id: string;
  readonly name: string;
  readonly needsStandIn: boolean;
  /** What `end` returns is how often each kind of write, or process, was struck. */
  begin(site: Site, random: Random): Promise<Disturbance>;
}
