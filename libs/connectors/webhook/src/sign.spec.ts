import { describe, expect, it } from 'vitest';
import { signedHeaders } from './sign.js';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('a signed webhook', () => {
  it('has the signature that another implementation makes of the same', () => {
    // Computed with openssl: printf '%s' "$id.1614265330.$body" | openssl dgst -sha256 -mac HMAC -macopt hexkey:… -binary | base64
    const { 'webhook-id': id, 'webhook-signature': signature } = signedHeaders('{"test":1}', [secret], 1614265330);
    expect({ id, signature }).toEqual({
      id: 'msg_1da06016289bd76a5ada4f52fc805ae0',
      signature: 'v1,v4NSgDjU1hZn1UoFX3qrewfq7OkkXhrF1WqQvLH3bBU=',
    });
  });

  it('keeps its id over every try, and has another with other content', () => {
    const idOf = (body: string, at: number) => signedHeaders(body, [secret], at)['webhook-id'];
    expect(idOf('a', 1)).toBe(idOf('a', 2));
    expect(idOf('a', 1)).not.toBe(idOf('b', 1));
  });

  it('is signed by both secrets while one replaces the other', () => {
    const both = signedHeaders('a', [secret, 'whsec_b2xk'], 1)['webhook-signature']?.split(' ');
    expect(both).toHaveLength(2);
    expect(both?.[0]).toBe(signedHeaders('a', [secret], 1)['webhook-signature']);
  });
});
