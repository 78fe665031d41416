import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One request that a stand-in received, as tests read it: the far side's own evidence. */
export interface LoggedRequest {
  /** 1 for the first, counted over restarts. */
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
  readonly method: string;
  /** With the query. */
  readonly url: string;
  /** Without credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Null when the answer was withheld by a fault: whether it had an effect, the state says. */
  readonly status: number | null;
  readonly answer: string | null;
}

const SECRET = new Set(['authorization', 'x-shopify-access-token', 'x-amz-access-token', 'cookie']);

/** The requests a stand-in received, as JSON lines on disk. */
export class RequestLog {
  readonly #file: string;
  #last = 0;

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true });
    this.#file = join(dataDir, 'requests.jsonl');
    this.#last = this.read().at(-1)?.seq ?? 0;
  }

  add(
    request: Omit<LoggedRequest, 'seq' | 'at' | 'headers'> & { readonly headers: Readonly<Record<string, unknown>> },
  ): void {
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' && !SECRET.has(name) ? [[name, value]] : [],
    );
    this.#last += 1;
    const line = { seq: this.#last, at: new Date().toISOString(), ...request, headers: Object.fromEntries(headers) };
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  /** Requests after `since`, oldest first. */
  read(since = 0): LoggedRequest[] {
    if (!existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, 'utf8').split('\n').slice(0, -1); // what follows the last newline was cut by a kill
    return lines.map((line) => JSON.parse(line) as LoggedRequest).filter(({ seq }) => seq > since);
  }
}
