/** Moments in the life of a batch, from its reading to its events on Kafka. */
export const POINTS = [
  'before the batch',
  'before the offset moves',
  'mid-batch',
  'before commit',
  'after commit',
  'before produce',
  'after produce',
] as const;

export type Point = (typeof POINTS)[number];

/** What a process is to do to itself, told in its environment. */
export interface Strike {
  readonly point: Point;
  /** At which passing of the point, from 1. */
  readonly passing: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

/** Set for processes that are to be struck: a strike as JSON. */
export const STRIKE = 'FAULT_STRIKE';
/** Set for all processes: the file that a line is appended to before each strike, the pid of the process. */
export const STRIKE_FILE = 'FAULT_STRIKE_FILE';
/** Set for processes with a defect built in: the {@link Mutant} it is. */
export const MUTANT = 'FAULT_MUTANT';

/** Ways to be wrong that the checker must find. */
export const MUTANTS = ['no inbox constraint', 'offsets first', 'competing relays'] as const;

export type Mutant = (typeof MUTANTS)[number];

/** Set for processes whose transactions are to see one snapshot, so that PostgreSQL refuses what others changed meanwhile. */
export const REPEATABLE_READ = 'FAULT_REPEATABLE_READ';
