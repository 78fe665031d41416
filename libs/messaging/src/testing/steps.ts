import type { PoolClient, QueryConfig } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';

/** A statement that is about to run. */
export interface Step {
  /** The name of a prepared statement, or the statement's beginning. */
  readonly name: string;
  /** The server process that is to run it. */
  readonly pid: number;
}

/** Watches statements. What `before` throws or waits for happens before the statement is sent, what `after` does, before its answer is given. */
export interface Watcher {
  before(step: Step): Promise<void>;
  after(step: Step): Promise<void>;
}

/** The same data source, with every statement of its transactions watched: a step begins and ends where a statement does. */
export function watched(database: DataSource, watcher: Watcher): DataSource {
  return overriding(database, {
    createQueryRunner: (mode?: 'master' | 'slave') => {
      const runner = database.createQueryRunner(mode);
      return overriding<QueryRunner>(runner, {
        connect: async () => watchedClient((await runner.connect()) as PoolClient, watcher),
      });
    },
  });
}

function watchedClient(client: PoolClient, watcher: Watcher): PoolClient {
  // Statements that are sent without waiting for each other keep their order.
  let turn: Promise<unknown> = Promise.resolve();
  const query = (config: string | QueryConfig, values?: unknown[]) => {
    const step = { name: nameOf(config), pid: (client as unknown as { processID: number }).processID };
    const result = turn.then(async () => {
      await watcher.before(step);
      const answer = await client.query(config, values);
      await watcher.after(step);
      return answer;
    });
    turn = result.catch(() => undefined);
    return result;
  };
  return overriding(client, { query: query as PoolClient['query'] });
}

const nameOf = (config: string | QueryConfig): string => {
  const { name, text } = typeof config === 'string' ? { name: undefined, text: config } : config;
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
