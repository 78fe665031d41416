import type { Random } from '../../measuring/random.js';
import type { TestChannel } from '../../inventory-site/channels/open-channels.js';
import type { Propagator } from '../../inventory-site/propagator.js';

/** What faults strike. */
export interface Scene {
  readonly channels: readonly TestChannel[];
  /** The first runs from the beginning; the second is started by those who need it. */
  readonly replicas: readonly [Propagator, Propagator];
  readonly say: (line: string) => void;
}

/**
 * One way in which a channel or the service fails. To add one, name it in `catalogue.ts`. It is played with trade on products of its own, on
 * a site that all faults share; a fault that struck nothing fails, since it proves nothing.
 */
export interface InventoryFault {
  /** Of `--only`. */
  readonly id: string;
  readonly name: string;
  /** The channel that is struck; null where all are, or none. The others must not be late. */
  readonly victim: TestChannel['destination'] | null;
  /** Whether the service itself is struck: then channels may be late. */
  readonly strikesService: boolean;
  /** Begins with the trade. */
  begin(scene: Scene, random: Random): Promise<Strikes>;
}

export interface Strikes {
  /** Ends them with the trade. */
  end(): Promise<void>;
  /** How many there were; asked when everything is over: a call that hung is in the log once it was given up. */
  count(): Promise<number>;
}
