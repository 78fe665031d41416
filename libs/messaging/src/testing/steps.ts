import type { DataSource, QueryRunner } from 'typeorm';

/** A statement that is about to run. */
export interface Step {
  /** The name of a prepared statement, or the statement's beginning. */
  readonly name: string;
  /** The server process that is to run it. */
  readonly pid: number;
  /** Resolves when the connection to it is closed from now on. */
  whenClosed(this: void): Promise<void>;
}

/** Watches statements. What `before` throws or waits for happens before the statement is sent, what `after` does, before its answer is given. */
export interface Watcher {
  before(step: Step): Promise<void>;
  after(step: Step): Promise<void>;
}

/** What a statement may be given as to the driver: https://node-postgres.com/apis/client#clientquery */
type Statement = string | { readonly name?: string; readonly text: string };

/** The driver's connection, as far as it is watched. */
export interface Connection {
  /** The server process behind it. */
  readonly processID: number;
  query(statement: Statement, values?: unknown[]): Promise<unknown>;
  once(event: 'end', listener: () => void): unknown;
}

/** The same data source, with every statement of its transactions watched: a step begins and ends where a statement does. */
export function watched(database: DataSource, watcher: Watcher): DataSource {
  return overriding(database, {
    createQueryRunner: (mode?: 'master' | 'slave') => {
      const runner = database.createQueryRunner(mode);
      return overriding<QueryRunner>(runner, {
        connect: async () => watchedConnection((await runner.connect()) as Connection, watcher),
      });
    },
  });
}

function watchedConnection(connection: Connection, watcher: Watcher): Connection {
  // Statements that are sent without waiting for each other keep their order.
  let turn: Promise<unknown> = Promise.resolve();
  const query: Connection['query'] = (statement, values) => {
    const whenClosed = () => new Promise<void>((resolve) => void connection.once('end', resolve));
    const step = { name: nameOf(statement), pid: connection.processID, whenClosed };
    const answer = turn.then(async () => {
      await watcher.before(step);
      const result = await connection.query(statement, values);
      await watcher.after(step);
      return result;
    });
    turn = answer.catch(() => undefined); // told to whoever asked; the next only waits for its turn
    return answer;
  };
  return overriding(connection, { query });
}

const nameOf = (statement: Statement): string => {
  const { name, text } = typeof statement === 'string' ? { name: undefined, text: statement } : statement;
  return name ?? text.trim().split(/\s+/).slice(0, 4).join(' ');
};

/** The same object, with some of its methods replaced. */
export const overriding = <T extends object>(object: T, methods: Partial<T>): T =>
  new Proxy(object, {
    get(target, name) {
      if (name in methods) return methods[name as keyof T];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
