import { describe, expect, it } from 'vitest';
import { allowedRate, failureOf } from './answer.js';
import { AmazonAnswerNotUnderstood } from './outcome.js';
import { readItem } from './read-item.js';
import { patchBody, readSubmission } from './submission.js';

const error = (code: string) => JSON.stringify({ errors: [{ code, message: 'so it is', details: '' }] });

describe("an answer of Amazon's", () => {
  it('tells the rate that the account is allowed', () => {
    expect(allowedRate({ status: 200, headers: { 'x-amzn-ratelimit-limit': '12.5' }, body: '' })).toBe(12.5);
    expect(allowedRate({ status: 200, headers: {}, body: '' })).toBeUndefined();
  });

  it.each([
    [400, 'InvalidInput', 'refused'],
    [404, 'NOT_FOUND', 'refused'],
    [403, 'Unauthorized', 'denied'],
  ])('of status %i is its error, and says whom it concerns', (status, code, kind) => {
    expect(failureOf({ status, headers: {}, body: error(code) })).toEqual({ kind, code, message: 'so it is' });
  });

  it('of too many calls asks to wait for the next place, of overload for what it says', () => {
    const limited = { status: 429, headers: { 'x-amzn-ratelimit-limit': '5' }, body: error('QuotaExceeded') };
    expect(failureOf(limited)).toEqual({ kind: 'throttled', retryAfterMs: 200 });
    const busy = { status: 503, headers: { 'retry-after': '3' }, body: '' };
    expect(failureOf(busy)).toEqual({ kind: 'throttled', retryAfterMs: 3000 });
  });

  it('of an error within Amazon leaves open what was applied', () => {
    expect(() => failureOf({ status: 500, headers: {}, body: error('InternalFailure') })).toThrow(
      AmazonAnswerNotUnderstood,
    );
    expect(() => readSubmission('<html>')).toThrow(AmazonAnswerNotUnderstood);
  });
});

describe('a patch', () => {
  it('merges the quantity, so that the lead time stays', () => {
    expect(JSON.parse(patchBody('ATVPDKIKX0DER', 7))).toEqual({
      productType: 'PRODUCT',
      patches: [
        {
          op: 'merge',
          path: '/attributes/fulfillment_availability',
          value: [{ fulfillment_channel_code: 'DEFAULT', quantity: 7, marketplace_id: 'ATVPDKIKX0DER' }],
        },
      ],
    });
  });

  it('that is taken with a warning is taken', () => {
    const issues = [{ code: '1', message: 'mind this', severity: 'WARNING' }];
    expect(readSubmission(JSON.stringify({ status: 'ACCEPTED', issues }))).toEqual({ kind: 'accepted' });
  });

  it('that is not taken is refused with the first error among its issues', () => {
    const issues = [
      { code: '1', message: 'mind this', severity: 'WARNING' },
      { code: '90000900', message: 'The attributes are invalid.', severity: 'ERROR' },
    ];
    expect(readSubmission(JSON.stringify({ status: 'INVALID', issues }))).toEqual({
      kind: 'refused',
      code: '90000900',
      message: 'The attributes are invalid.',
    });
  });
});

describe('a listing that was read', () => {
  it("has the seller's own quantity, not that of Amazon's warehouse", () => {
    const availability = [
      { fulfillmentChannelCode: 'AMAZON_NA', quantity: 3 },
      { fulfillmentChannelCode: 'DEFAULT', quantity: 21 },
    ];
    expect(readItem(JSON.stringify({ fulfillmentAvailability: availability }))).toEqual({ kind: 'read', quantity: 21 });
    expect(readItem('{"sku":"A"}')).toEqual({ kind: 'read', quantity: null });
  });
});
