/** What the service itself says of a channel's backlog, by its metrics. */
export interface Backlog {
  readonly destination: string;
  /** Listings that the channel is yet to be told. */
  readonly pending: number;
  /** Seconds until all is told, as the service expects; null while it does not know. */
  readonly expectedEnd: number | null;
}

const SAMPLE = /^penstock_desired_state_(pending|expected_end)\{([^}]*)\} (\S+)/gm;

/** Reads a page of `GET /metrics`: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
export function backlogsIn(page: string): Backlog[] {
  const pending = new Map<string, number>();
  const ends = new Map<string, number>();
  for (const [, name, labels = '', value] of page.matchAll(SAMPLE)) {
    const destination = /destination="([^"]*)"/.exec(labels)?.[1] ?? '';
    if (name === 'expected_end') ends.set(destination, Number(value));
    else pending.set(destination, (pending.get(destination) ?? 0) + Number(value));
  }
  return [...pending].map(([destination, rows]) => ({
    destination,
    pending: rows,
    expectedEnd: ends.get(destination) ?? null,
  }));
}

/** @throws when the service does not answer */
export async function backlogsOf(url: string): Promise<Backlog[]> {
  const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`GET ${url}/metrics was answered ${response.status}`);
  return backlogsIn(await response.text());
}
