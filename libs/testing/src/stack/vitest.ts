import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** Where the run's shared stack is. */
export interface StackAddresses {
  readonly kafkaBrokers: string;
  readonly registryUrl: string;
  /** The superuser's. */
  readonly postgresUrl: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    penstockStack: StackAddresses;
  }
}

/** The stack that vitest-global-setup.ts started for this run. */
export const testStack = (): StackAddresses => inject('penstockStack');

/** A prefix for topics, groups and subjects that no other spec uses: `t4f21c0a9-`. */
export const uniquePrefix = (): string => `t${randomBytes(4).toString('hex')}-`;

/** The address of a new, empty database on the shared server; the run's end takes it away with the server. */
export async function freshDatabase(): Promise<string> {
  const { postgresUrl } = testStack();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(postgresUrl);
  url.pathname = name;
  return url.toString();
}
