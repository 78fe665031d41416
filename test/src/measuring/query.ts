import pg from 'pg';

/** Reads a service's tables past the service. */
export type Query = <Found extends object>(text: string, values?: unknown[]) => Promise<Found[]>;

/** Keeps one connection open while `work` asks. */
export async function withQuery<T>(connectionString: string, work: (query: Query) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(
      async <Found extends object>(text: string, values: unknown[] = []) =>
        (await client.query<Found>(text, values)).rows,
    );
  } finally {
    await client.end();
  }
}
