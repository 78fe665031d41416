import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';

/** One thing wrong with the request. */
export interface ProblemError {
  readonly detail: string;
  /** JSON pointer into the body, such as `/line_items/0/sku`. */
  readonly pointer?: string;
}

/** A problem document's members: https://www.rfc-editor.org/rfc/rfc9457 */
export interface ProblemDetails {
  /** A URI reference that names the kind of problem. Default `about:blank`: the status says it all. */
  readonly type?: string;
  /** Short and the same every time. Default: the status's own phrase. */
  readonly title?: string;
  /** What was wrong this time, for the caller. Never internals. */
  readonly detail?: string;
  readonly errors?: readonly ProblemError[];
  /** Extension members. */
  readonly [member: string]: unknown;
}

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** An HTTP answer that says what was wrong. Thrown; the filter writes it. */
export class Problem extends HttpException {
  readonly document: Required<Pick<ProblemDetails, 'type' | 'title'>> & ProblemDetails & { readonly status: number };

  constructor(status: number, details: ProblemDetails = {}, options?: ErrorOptions) {
    const document = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', ...details, status };
    super(document, status, options);
    this.document = document;
  }
}

/** `throw problem(401, { type: '/problems/signature', title: 'The signature does not match' })` */
export const problem = (status: number, details?: ProblemDetails, options?: ErrorOptions): Problem =>
  new Problem(status, details, options);
