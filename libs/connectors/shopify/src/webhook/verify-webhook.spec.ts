import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyWebhook } from './verify-webhook.js';

const body = Buffer.from('{ "id": 1 }');
const signed = (secret: string): string => createHmac('sha256', secret).update(body).digest('base64');

describe('a webhook from Shopify', () => {
  it('is genuine when signed with a secret accepted now, the old one of a rotation included', () => {
    expect(verifyWebhook(body, signed('new'), ['new', 'old'])).toBe(true);
    expect(verifyWebhook(body, signed('old'), ['new', 'old'])).toBe(true);
  });

  it('is not genuine with another secret, without a signature, or with one that is cut short', () => {
    expect(verifyWebhook(body, signed('other'), ['new', 'old'])).toBe(false);
    expect(verifyWebhook(body, undefined, ['new'])).toBe(false);
    expect(verifyWebhook(body, signed('new').slice(0, 20), ['new'])).toBe(false);
  });

  it('is not genuine when its JSON was written again', () => {
    expect(verifyWebhook(Buffer.from('{"id":1}'), signed('new'), ['new'])).toBe(false);
  });

  it('is never genuine by an empty secret, as a missing setting would give', () => {
    expect(verifyWebhook(body, signed(''), [''])).toBe(false);
  });
});
