import { describe, expect, it } from 'vitest';
import { CostBudget } from './cost-budget.js';

describe("the budget of a shop's cost points", () => {
  let now = 0;
  const told = (available: number, cost = 10) => ({
    requestedQueryCost: cost,
    throttleStatus: { maximumAvailable: 1000, currentlyAvailable: available, restoreRate: 50 },
  });

  it('lets pass what is there, and says how long the rest has to wait', () => {
    now = 0;
    const budget = new CostBudget(() => now);
    expect(budget.take('set', 10)).toBe(0);
    budget.reported('set', told(25));
    expect([budget.take('set', 10), budget.take('set', 10)]).toEqual([0, 0]);
    expect(budget.take('set', 10)).toBe(100); // 5 of 10 points, 50 restored a second
    now = 100;
    expect(budget.take('set', 10)).toBe(0);
  });

  it('learns what an operation costs', () => {
    const budget = new CostBudget(() => 0);
    budget.reported('read 250', told(100, 752));
    expect(budget.take('read 250', 10)).toBeGreaterThan(10_000);
    expect(budget.take('set', 10)).toBe(0);
  });

  it('lets pass what costs more than a full bucket, for the shop to refuse', () => {
    const budget = new CostBudget(() => 0);
    budget.reported('read', told(1000, 5000));
    expect(budget.take('read', 10)).toBe(0);
  });
});
