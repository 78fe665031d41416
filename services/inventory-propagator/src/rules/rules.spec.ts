import { decimal } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { ruleSets } from './rule-set.js';
import { defaultRule, rulesFrom, rulesOf } from './rules.js';

const rules = rulesFrom(3n, {
  defaults: { priority: 50, safetyStock: 1 },
  skus: { TEE: { safetyStock: 5, cap: 9 } },
  channels: {
    shop: {
      rule: { share: '0.5', safetyStock: 2 },
      skus: { TEE: { cap: 4 }, constructor: { cap: 1 } },
      listings: { '82': { cap: null, backorderLimit: '2.5' } },
    },
  },
});

describe('the rule of a channel for a product', () => {
  it('is the default where there are no rules', () => {
    expect(rulesOf([])).toMatchObject({ version: 0n });
    expect(rulesOf([]).ruleFor('shop', 'TEE')).toEqual(defaultRule);
  });

  it('overrides defaults by channel, by SKU, by SKU at the channel, by listing, and member by member', () => {
    expect(rules.ruleFor('till', 'MUG')).toEqual({ ...defaultRule, priority: 50, safetyStock: 1 });
    expect(rules.ruleFor('till', 'TEE')).toMatchObject({ priority: 50, safetyStock: 5, cap: 9, share: null });
    expect(rules.ruleFor('shop', 'MUG')).toMatchObject({ priority: 50, safetyStock: 2, share: decimal('0.5') });
    expect(rules.ruleFor('shop', 'TEE')).toMatchObject({ safetyStock: 5, cap: 4 });
    expect(rules.ruleFor('shop', 'TEE', { ref: '82', buffer: 0 })).toMatchObject({
      safetyStock: 5,
      cap: null,
      backorderLimit: decimal('2.5'),
    });
    expect(rules.ruleFor(null, null)).toMatchObject({ priority: 50, safetyStock: 1 });
  });

  it('has the buffer of the channels file where no rule names one', () => {
    const told = rulesFrom(1n, { channels: { shop: { rule: { buffer: 7 } } } });
    expect(told.ruleFor('woo', 'TEE', { ref: '1', buffer: 3 }).buffer).toBe(3);
    expect(told.ruleFor('woo', 'TEE', { ref: '1', buffer: 4 }).buffer).toBe(4);
    expect(told.ruleFor('shop', 'TEE', { ref: '1', buffer: 3 }).buffer).toBe(7);
  });

  it('takes nothing from names that the document does not hold', () => {
    expect(rules.ruleFor('constructor', 'toString')).toEqual({ ...defaultRule, priority: 50, safetyStock: 1 });
    expect(rules.ruleFor('shop', 'constructor').cap).toBe(1);
  });
});

describe('the rules in force', () => {
  const row = ruleSets.initial({ scope: 'entity' });

  it('are parsed once a version', () => {
    const first = { ...row, version: 1n, compiled: '{"defaults":{"cap":1}}' };
    expect(rulesOf([first])).toBe(rulesOf([{ ...first }]));
    const second = { ...first, version: 2n, compiled: '{"defaults":{"cap":2}}' };
    expect(rulesOf([second])).toMatchObject({ version: 2n });
    expect(rulesOf([second]).ruleFor(null, null).cap).toBe(2);
    expect(rulesOf([first]).ruleFor(null, null).cap).toBe(1);
  });
});
