import { createHash, createHmac } from 'node:crypto';

/**
 * The headers by which the receiver knows who sent a body, and that it knows it already.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
 *
 * @param secrets `whsec_` and at least 24 bytes in base64; two while one replaces the other
 * @param atSeconds Unix time of this attempt, not of what it tells
 */
export function signedHeaders(body: string, secrets: readonly string[], atSeconds: number): Record<string, string> {
  const id = messageId(body);
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${atSeconds}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(atSeconds),
    'webhook-signature': signatures.join(' '),
  };
}

/** The same for every try of the same content, in whatever process, and of no other: the content makes it. */
const messageId = (body: string): string => `msg_${createHash('sha256').update(body).digest('hex').slice(0, 32)}`;
