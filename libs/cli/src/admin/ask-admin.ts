import { Unreachable } from '../ending.js';

/** An admin API of a service, and the token that lets in. */
export interface AdminAddress {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: string;
}

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

type Method = 'GET' | 'POST' | 'PUT';

interface ProblemDocument {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer?: string; readonly detail: string }[];
}

/** Asks one admin API. @throws {Unreachable} @throws {Refused} */
export async function askAdmin<T>(to: AdminAddress, method: Method, path: string, body?: object): Promise<T> {
  const { url } = to;
  const response = await send(to, method, path, body);
  const document = parsed(await response.text());
  if (response.status === 401) throw new Unreachable(`${url} does not know the token in PENSTOCK_ADMIN_TOKEN`);
  if (document === undefined) throw new Unreachable(`${url} answered ${response.status}, and not in JSON`);
  if (response.status >= 500) throw new Unreachable(`${url}: ${wordsOf(document as ProblemDocument)}`);
  if (!response.ok) throw new Refused(response.status, wordsOf(document as ProblemDocument));
  return document as T;
}

async function send({ url, token }: AdminAddress, method: string, path: string, body?: object): Promise<Response> {
  try {
    return await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
      redirect: 'error', // the token is for this address only
    });
  } catch (error) {
    const { cause, message } = error as Error;
    const reason = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : message;
    throw new Unreachable(`${url} cannot be reached: ${reason ?? message}`, { cause: error });
  }
}

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
