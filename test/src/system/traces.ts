import { ask } from '@penstock/local';
import type { StoredSpan } from '@penstock/testing/telemetry';

interface Trace {
  readonly traceId: string;
  readonly spans: readonly StoredSpan[];
}

/** The spans that the services exported. */
export interface Traces {
  /** Traces in which one span has all these attributes; `service` and `name` are the span's own. */
  having(attributes: Readonly<Record<string, string>>): Promise<Trace[]>;
}

export const tracesAt = (url: string): Traces => ({
  async having(attributes) {
    const { traces } = await ask<{ traces: Trace[] }>(`${url}/traces?${new URLSearchParams(attributes).toString()}`);
    return traces;
  },
});
