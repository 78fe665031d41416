import type { DeadLetter, DeadLetterDetail, Decision, LetterFilter, Page, Result } from '@penstock/messaging';
import { Unreachable } from '../ending.js';

/** The service understood, and refused: its words are for the person who asked. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** A page of decisions takes up to 15 seconds, and the last message of it a little longer. */
const TIMEOUT_MILLIS = 60_000;

interface ProblemDocument {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer?: string; readonly detail: string }[];
}

/** The admin API of one service. Every method throws {@link Unreachable} or {@link Refused}. */
export class AdminClient {
  constructor(
    readonly url: string,
    private readonly token: string,
  ) {}

  list(filter: LetterFilter, limit: number, after: string | null): Promise<Page<DeadLetter>> {
    const given = Object.entries({ ...filter, limit: String(limit), after: after ?? undefined });
    const query = new URLSearchParams(given.filter((pair): pair is [string, string] => pair[1] !== undefined));
    return this.ask('GET', `/v1/dead-letters?${query.toString()}`);
  }

  show(position: string, disclose?: Decision): Promise<DeadLetterDetail> {
    const query = disclose ? `?${new URLSearchParams({ personal: 'true', ...disclose }).toString()}` : '';
    return this.ask('GET', `/v1/dead-letters/${position}${query}`);
  }

  /** @param decision without one it is a preview */
  decide(action: 'replay' | 'discard', position: string, decision?: Decision): Promise<Result> {
    return this.ask('POST', `/v1/dead-letters/${position}/${action}`, bodyOf(decision));
  }

  decideAll(
    action: 'replay' | 'discard',
    which: { filter: LetterFilter; after: string | null; rate: number | undefined },
    decision?: Decision,
  ): Promise<Page<Result>> {
    const { filter, after, rate } = which;
    const paced = action === 'replay' && rate !== undefined ? { rate } : {};
    const body = { filter, ...paced, ...(after === null ? {} : { after }), ...bodyOf(decision) };
    return this.ask('POST', `/v1/${action}s`, body);
  }

  private async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.send(method, path, body);
    const text = await response.text();
    const document = parsed(text);
    if (response.status === 401) throw new Unreachable(`${this.url} does not know the token in PENSTOCK_ADMIN_TOKEN`);
    if (document === undefined) throw new Unreachable(`${this.url} answered ${response.status}, and not in JSON`);
    if (response.status >= 500) throw new Unreachable(`${this.url}: ${wordsOf(document as ProblemDocument)}`);
    if (!response.ok) throw new Refused(response.status, wordsOf(document as ProblemDocument));
    return document as T;
  }

  private async send(method: string, path: string, body: object | undefined): Promise<Response> {
    try {
      return await fetch(`${this.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${this.token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(TIMEOUT_MILLIS),
        redirect: 'error', // the token is for this address only
      });
    } catch (error) {
      const { cause, message } = error as Error;
      const reason = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : message;
      throw new Unreachable(`${this.url} cannot be reached: ${reason ?? message}`, { cause: error });
    }
  }
}

const bodyOf = (decision: Decision | undefined): object =>
  decision ? { preview: false, ...decision } : { preview: true };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const wordsOf = ({ title, detail, errors = [] }: ProblemDocument): string =>
  [title, detail, ...errors.map((error) => `${error.pointer ?? ''} ${error.detail}`.trim())]
    .filter((part) => part !== undefined)
    .join('; ');
