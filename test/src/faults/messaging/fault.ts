import type { Stack } from '@penstock/testing/stack';
import type { Random } from '../../measuring/random.js';
import type { StockSite } from '../../stock-service/run.js';
import type { Source } from './ledger/source.js';
import type { ServiceProcess, StartOptions } from './service-process.js';

/**
 * One way to break the stock service or what it stands on, and how it is repaired.
 *
 * To add one: write `<family>/<fault>.ts` that exports a `Fault`, and name it in `catalogue.ts`. Its `play`
 *  1. starts processes with `site.start()`, and has the source send: `site.source.send(500)`, or `site.source.stream(300)` beside other work;
 *  2. strikes, and waits on a condition (`site.until`) until the strike has been felt: never for a length of time;
 *  3. repairs, and starts what was killed again: when it returns, everything must be able to finish by itself;
 *  4. returns how often it struck. 0 fails the fault, for then it proves nothing.
 *
 * Everything else is done around it (play.ts): a database and topics of its own; when `play` has returned, waiting until nothing is left to
 * do; and the checker, which reads the source's ledger, the tables and Kafka. What only this fault promises (an alarm by its name, an
 * offset that stays) it asserts itself with `demand`, and fails by what that throws. All chances come from `random`, so that a seed can be
 * played again.
 */
export interface Fault {
  /** For the table: `SIGKILL before commit`. */
  readonly name: string;
  /** Of `--only`, files and the database: `killed-before-commit`. */
  readonly id: string;
  /** Whether it ruins a component of the stack for those that follow: it then gets a stack of its own. */
  readonly needsOwnStack?: boolean;
  /**
   * Whether what was said of an input may be said once more, under another id: a restored database knows nothing of what it said since. The
   * checker then takes the events of one input for one.
   */
  readonly saysAgain?: boolean;
  /** How long everything may take to finish once `play` has returned; a minute unless told. */
  readonly patienceMs?: number;
  play(site: FaultSite, random: Random): Promise<number>;
}

/** Where a fault is played. */
export interface FaultSite {
  /** Addresses, the fault's own database and its topics' prefix. Processes may be started against others: `start({ env })`. */
  readonly stock: StockSite;
  /** The components, to be killed and started. With `needsOwnStack` they are this fault's alone. */
  readonly stack: Stack;
  readonly dataDir: string;
  /** Sends movements, and keeps the ledger of what Kafka acknowledged. */
  readonly source: Source;
  /** Starts a process of the service; does not wait until it is ready: `await (await site.start()).ready`. All are ended after the fault. */
  start(options?: StartOptions): Promise<ServiceProcess>;
  /** A statement on the fault's database by a superuser; unqualified names are the service's tables. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Waits for a condition, two minutes at most unless told. @throws with `what` when it never comes */
  until(what: string, condition: () => boolean | Promise<boolean>, withinMs?: number): Promise<void>;
  /** How many distinct movements have had their effect. */
  effects(): Promise<number>;
  say(line: string): void;
}

/** Thrown by a fault that needs what this machine does not allow: it is left out, and the reason is printed. */
export class NotHere extends Error {}

/** @throws what a fault promised and did not keep */
export function demand(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`not so: ${promise}`);
}
