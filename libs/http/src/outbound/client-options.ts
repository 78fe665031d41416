export type HttpAuth =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'header'; readonly name: string; readonly value: string };

export interface HttpClientOptions {
  /** For logs, spans and errors: the far side and which of them, such as `shopify.eu`. */
  readonly name: string;
  /** Scheme, host and perhaps a path prefix. */
  readonly baseUrl: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly auth?: HttpAuth;
  /** Milliseconds from the start of sending to the complete answer. Default 10,000. */
  readonly timeoutMs?: number;
  /** Most requests in flight at once. Default 8. */
  readonly maxConcurrent?: number;
  /** Most requests waiting for their turn; further ones fail as `overloaded`. Default 1,000. */
  readonly maxQueued?: number;
  /** Requests a second, evenly spread after the first `burst`. Default: no limit. */
  readonly ratePerSecond?: number;
  /** Requests that may go at once after a quiet time, as a far side's bucket of tokens allows. Default 1. */
  readonly burst?: number;
  /** What an answer says of the requests a second that are allowed from now on; undefined where it says nothing. Needs `ratePerSecond`. */
  readonly rateFrom?: (response: HttpResponse) => number | undefined;
  /** Largest answer taken, in bytes. Default 10 MiB. */
  readonly maxResponseBytes?: number;
  /** After so many failures in a row nothing is sent until one probe, `halfOpenAfterMs` later, succeeds. Defaults 5 and 10,000. */
  readonly breaker?: { readonly consecutiveFailures?: number; readonly halfOpenAfterMs?: number };
  /** Which answers count as failures for the breaker. Default: those with a status of 500 and more. */
  readonly isFailure?: (response: HttpResponse) => boolean;
  /**
   * A 429 or 503 with `Retry-After` fails as {@link HttpUnavailable} `retry_later`, and so does every call until that time has passed, unsent.
   * Default false: the answer is the caller's.
   */
  readonly honoursRetryAfter?: boolean;
  /** For URLs that people enter: refuse hosts inside private networks, after resolving their names. Default false. */
  readonly denyPrivateNetworks?: boolean;
}

export interface HttpRequest {
  readonly method: string;
  /** Begins with `/`; appended to the base URL. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent byte for byte. Callers serialise JSON themselves, so that decimals keep their digits. */
  readonly body?: string | Uint8Array;
  /** Overrides the client's. */
  readonly timeoutMs?: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The text as it came: callers parse JSON losslessly. */
  readonly body: string;
}

/**
 * The request methods resolve with whatever status came.
 * @throws {HttpUnavailable} when the request was not sent
 * @throws {HttpAmbiguous} when it may have been processed without our knowing the answer
 */
export interface HttpClient {
  readonly name: string;
  request(request: HttpRequest): Promise<HttpResponse>;
  get(path: string, options?: Omit<HttpRequest, 'method' | 'path' | 'body'>): Promise<HttpResponse>;
  post(
    path: string,
    body: string | Uint8Array,
    options?: Omit<HttpRequest, 'method' | 'path' | 'body'>,
  ): Promise<HttpResponse>;
  /** Closes idle connections. */
  close(): void;
}
