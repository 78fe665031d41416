import { describe, expect, it } from 'vitest';
import { backlogsIn } from './backlog.js';

describe('the backlog of a channel', () => {
  it('is read from the metrics, tried in vain or never, with its expected end where that is known', () => {
    const page = `# TYPE penstock_desired_state_pending gauge
penstock_desired_state_pending{name="listings",destination="amazon:a",pushed="never"} 40 1763700000000
penstock_desired_state_pending{name="listings",destination="amazon:a",pushed="in_vain"} 2
penstock_desired_state_pending{name="listings",destination="shopify:b",pushed="never"} 0
penstock_desired_state_expected_end{name="listings",destination="amazon:a"} 8.4
`;
    expect(backlogsIn(page)).toEqual([
      { destination: 'amazon:a', pending: 42, expectedEnd: 8.4 },
      { destination: 'shopify:b', pending: 0, expectedEnd: null },
    ]);
  });
});
