import { describe, expect, it } from 'vitest';
import { describeResync, type ResyncProgress } from './describe-resync.js';

const progress: ResyncProgress = {
  destination: 'shopify:demo-shop',
  state: 'running',
  actor: 'ada',
  reason: 'restored',
  total: 200_000,
  told: 66_000,
  refused: 0,
  requestedAt: '2026-11-21T14:00:00.000000Z',
  endedAt: null,
  expectedEnd: '2026-11-21T14:03:11.000000Z',
};

describe('how far a resync is', () => {
  it('is a bar, a share, and when it will end', () => {
    expect(describeResync(progress)).toBe(
      '[#########---------------------]  33%  66,000 of 200,000 told; until about 14:03:11 UTC',
    );
    expect(describeResync({ ...progress, told: 0, expectedEnd: null })).toMatch(/ 0% {2}0 of 200,000 told; running$/);
  });

  it('says what is refused, and how it ended', () => {
    const ended = { ...progress, refused: 3, expectedEnd: null, endedAt: '2026-11-21T14:03:09.000000Z' };
    expect(describeResync({ ...ended, state: 'done', told: 200_010 })).toBe(
      `[${'#'.repeat(30)}] 100%  200,010 of 200,000 told, 3 refused; done at 14:03:09 UTC`,
    );
    expect(describeResync({ ...ended, state: 'cancelled' })).toContain('cancelled at 14:03:09 UTC');
  });
});
