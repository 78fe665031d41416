import pg from 'pg';

/** A statement of the service on its way to PostgreSQL. */
export interface Statement {
  /** The prepared statement's name; its text where it has none. */
  readonly name: string;
  /** Whether its transaction has claimed events before: it is a batch's. */
  readonly isOfBatch: boolean;
}

export interface Watcher {
  before?(statement: Statement): void;
  /** Called before the service hears the answer. */
  after?(statement: Statement): void;
}

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

/** Calls the watcher around every statement of this process, whichever connection it takes. Nothing of the product is changed for it. */
export function watchStatements({ before, after }: Watcher): void {
  const batches = new WeakSet<pg.Client>();
  const query = pg.Client.prototype.query as Query;
  const watched: Query = function (...args) {
    const name = nameOf(args[0]);
    if (name === 'claim events') batches.add(this);
    const statement = { name, isOfBatch: batches.has(this) };
    if (name === 'COMMIT' || name === 'ROLLBACK') batches.delete(this);
    before?.(statement);
    const answer = query.apply(this, args);
    if (!(answer instanceof Promise)) return answer;
    return answer.then((result: unknown) => {
      after?.(statement);
      return result;
    });
  };
  pg.Client.prototype.query = watched as typeof pg.Client.prototype.query;
}

function nameOf(config: unknown): string {
  if (typeof config === 'string') return config;
  const { name, text } = config as { name?: unknown; text?: unknown };
  return typeof name === 'string' ? name : typeof text === 'string' ? text : '';
}
