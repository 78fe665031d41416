/** A name of something in a story, taken apart as far as its form tells what it is. */
export interface AskedName {
  readonly text: string;
  /** Of `model,id`. */
  readonly model: string | null;
  readonly odooId: string | null;
  readonly eventId: string | null;
}

const RECORD = /^([a-z][a-z0-9_.]*),\s*(\d{1,18})$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function askedName(given: string): AskedName {
  const text = given.trim();
  const [, model = null, odooId = null] = RECORD.exec(text) ?? [];
  return { text, model, odooId, eventId: UUID.test(text) ? text : null };
}
