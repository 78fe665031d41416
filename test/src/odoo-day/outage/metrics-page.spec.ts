import { expect, it } from 'vitest';
import { MetricsPage } from './metrics-page.js';

it('adds up the values of a page that have a name and attributes', () => {
  const page = new MetricsPage(`# TYPE calls histogram
calls_count{client="odoo.main",outcome="unavailable",error_type="circuit_open"} 4
calls_count{client="odoo.main",outcome="unavailable",error_type="ECONNREFUSED"} 3
calls_count{client="shop",outcome="unavailable"} 100
calls_sum{client="odoo.main",outcome="unavailable"} 0.25
waiting 7
`);
  expect(page.sum('calls_count', 'client="odoo.main"', 'outcome="unavailable"')).toBe(7);
  expect(page.sum('calls_count', 'error_type="circuit_open"')).toBe(4);
  expect(page.sum('calls_sum')).toBe(0.25);
  expect(page.sum('waiting')).toBe(7);
  expect(page.sum('absent')).toBe(0);
});
