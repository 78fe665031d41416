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
  around((client, args, run) => {
    const name = nameOf(args[0]);
    if (name === 'claim events') batches.add(client);
    const statement = { name, isOfBatch: batches.has(client) };
    if (name === 'COMMIT' || name === 'ROLLBACK') batches.delete(client);
    before?.(statement);
    const answer = run(args);
    if (!(answer instanceof Promise)) return answer;
    return answer.then((result: unknown) => {
      after?.(statement);
      return result;
    });
  });
}

/** Sends other text for statements by their names. @param textFor undefined to leave it as it is */
export function rewriteStatements(textFor: (name: string, text: string) => string | undefined): void {
  around((_, [config, ...rest], run) => {
    const text = textFor(nameOf(config), textOf(config));
    if (text === undefined) return run([config, ...rest]);
    return run([typeof config === 'string' ? text : { ...(config as object), text }, ...rest]);
  });
}

/** Runs statements by their names on a connection of their own, each in a transaction of its own. */
export function divertStatements(isDiverted: (name: string) => boolean, connect: () => pg.Client): void {
  let beside: { readonly client: pg.Client; readonly connected: Promise<unknown> } | undefined;
  around((client, args, run) => {
    if (client === beside?.client || !isDiverted(nameOf(args[0]))) return run(args);
    if (!beside) {
      const made = connect();
      beside = { client: made, connected: made.connect() };
    }
    const { client: other, connected } = beside;
    return connected.then(() => other.query(args[0] as pg.QueryConfig));
  });
}

function around(instead: (client: pg.Client, args: unknown[], run: (args: unknown[]) => unknown) => unknown): void {
  const query = pg.Client.prototype.query as Query;
  const wrapped: Query = function (...args) {
    return instead(this, args, (given) => query.apply(this, given));
  };
  pg.Client.prototype.query = wrapped as typeof pg.Client.prototype.query;
}

const textOf = (config: unknown): string => {
  const text = typeof config === 'string' ? config : (config as { text?: unknown }).text;
  return typeof text === 'string' ? text : '';
};

function nameOf(config: unknown): string {
  const { name } = config as { name?: unknown };
  return typeof name === 'string' ? name : textOf(config);
}
