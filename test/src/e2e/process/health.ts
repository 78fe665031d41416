import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Replica } from '../../stock-service/replica.js';
import { eventually } from '../eventually.js';

type Question = 'live' | 'ready';

/** An answer of `/health/live` or `/health/ready`. */
export interface Health {
  readonly status: number;
  readonly body: unknown;
}

const BETWEEN_QUESTIONS_MILLIS = 500;

export async function ask({ url }: Replica, question: Question): Promise<Health> {
  const response = await fetch(`${url}/health/${question}`, { signal: AbortSignal.timeout(10_000) });
  return { status: response.status, body: await response.json() };
}

/** Asks until the answer has this status, and returns it. */
export const becomes = (replica: Replica, question: Question, status: number): Promise<Health> =>
  eventually(async () => {
    const answer = await ask(replica, question);
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status });
    return answer;
  });

/** Asks again and again for so many milliseconds, as Kubernetes does, and gets this status each time. */
export async function stays(replica: Replica, question: Question, status: number, millis: number): Promise<void> {
  const until = performance.now() + millis;
  for (; performance.now() < until; await wait(BETWEEN_QUESTIONS_MILLIS)) {
    expect(await ask(replica, question)).toMatchObject({ status });
  }
}
