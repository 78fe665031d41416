import type { z } from 'zod';
import { AmazonAnswerNotUnderstood } from './outcome.js';

/** What the schema makes of a body. Quantities and seconds are small numbers, never money: JSON's own do. @throws {AmazonAnswerNotUnderstood} */
export function readJson<S extends z.ZodType>(schema: S, status: number, body: string): z.output<S> {
  const result = schema.safeParse(parsed(status, body));
  if (!result.success) throw new AmazonAnswerNotUnderstood(status, body);
  return result.data;
}

function parsed(status: number, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw new AmazonAnswerNotUnderstood(status, body);
    throw error;
  }
}
