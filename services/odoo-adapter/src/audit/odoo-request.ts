/** One call that changes something in Odoo, as it was answered. Neither arguments nor texts: they may name people. */
export interface OdooRequest {
  /** When it was asked; ISO 8601. */
  readonly at: string;
  readonly model: string;
  readonly method: string;
  /** `ok`, or the code of the error: ODOO_REFUSED, ODOO_ANSWER_LOST … */
  readonly outcome: string;
  /** How long the answer took. */
  readonly millis: number;
  /** The records it was about, or made: lines of an order that is loaded are not among them. */
  readonly recordIds: readonly number[];
  readonly traceId: string | null;
}
