import { describe, expect, it } from 'vitest';
import { compileRules, type Known, skusIn } from './compile-rules.js';
import { nearest } from './nearest.js';
import { rulesFrom } from './rules.js';
import { readRules, RulesRefused } from './rules-document.js';

const known: Known = {
  channels: ['demo-shop', 'demo-woo'],
  locations: [
    { locationId: 'loc_main', name: 'WH/Stock' },
    { locationId: 'loc_shop', name: 'SHOP/Stock' },
    { locationId: 'loc_a', name: 'Pallet' },
    { locationId: 'loc_b', name: 'Pallet' },
  ],
  skus: new Set(['TEE']),
};
const compile = (yaml: string) => compileRules(readRules(yaml), known);

/** What is wrong with a document, as `pointer detail`. */
function wrongWith(yaml: string): string[] {
  try {
    compile(yaml);
  } catch (error) {
    if (error instanceof RulesRefused) return error.remarks.map(({ pointer, detail }) => `${pointer} ${detail}`);
    throw error;
  }
  return [];
}

describe('a rules document', () => {
  it('in YAML or in JSON becomes rules, with locations by their ids', () => {
    const yaml = `
      defaults: { safetyStock: 2, reservationWindowMinutes: 30 }
      channels:
        demo-shop: { share: 0.60, locationOrder: [SHOP/Stock, loc_main] }
      skus:
        TEE: { backorderLimit: 2.5 }`;
    const { rules, warnings } = compile(yaml);
    expect(warnings).toEqual([]);
    const rule = rulesFrom(1n, rules).ruleFor('demo-shop', 'TEE');
    expect(rule).toMatchObject({
      safetyStock: 2,
      reservationWindowMs: 1_800_000,
      locationOrder: ['loc_shop', 'loc_main'],
    });
    expect([rule.share?.toFixed(), rule.backorderLimit.toFixed()]).toEqual(['0.6', '2.5']);
    const json = JSON.stringify(readRules(yaml));
    expect(compile(json)).toEqual({ rules, warnings });
  });

  it('that is empty says that the defaults hold', () => {
    expect(compile('')).toEqual(compile('channels: {}'));
    expect(wrongWith('# nothing yet')).toEqual([]);
  });

  it.each([
    ['channels: { demo-shop: { bufer: 1 } }', '/channels/demo-shop Unrecognized key: "bufer"'],
    ['defaults: { buffer: -1 }', '/defaults/buffer must not be negative'],
    ['defaults: { cap: 1.5 }', '/defaults/cap must be whole units'],
    ['defaults: { share: 1.2 }', '/defaults/share must be from 0 to 1, with at most 9 decimals, such as 0.35'],
    [
      'skus: { TEE: { backorderLimit: -2 } }',
      '/skus/TEE/backorderLimit must be a quantity such as 20 or 2.5, not negative',
    ],
    ['defaults: { policy: SOME }', '/defaults/policy Invalid option: expected one of'],
    ['channels: { demo-sho: {} }', '/channels/demo-sho no channel is called "demo-sho": did you mean demo-shop'],
    [
      'channels: { amazon-de: {} }',
      '/channels/amazon-de no channel is called "amazon-de": there are demo-shop, demo-woo',
    ],
    [
      'channels: { demo-woo: { listings: { "5/1": { locationOrder: [WH/Stok] } } } }',
      '/channels/demo-woo/listings/5~11/locationOrder/0 no location is called "WH/Stok": did you mean WH/Stock',
    ],
    [
      'defaults: { locationOrder: [Pallet] }',
      '/defaults/locationOrder/0 2 locations are called "Pallet": name one of loc_a, loc_b',
    ],
    ['defaults: [', ' '],
  ])('that says %s is refused with the name of what is wrong', (yaml, expected) => {
    expect(wrongWith(yaml)).toEqual([expect.stringContaining(expected)]);
  });

  it('is refused with everything that is wrong, and not the first thing', () => {
    expect(wrongWith('channels: { a: {}, b: { locationOrder: [x] } }')).toHaveLength(3);
  });

  it('may name a SKU that no product holds yet: that is said', () => {
    const yaml = 'skus: { NEW: { cap: 1 } }\nchannels: { demo-shop: { skus: { TEE: {}, constructor: { cap: 2 } } } }';
    expect(skusIn(readRules(yaml)).sort()).toEqual(['NEW', 'TEE', 'constructor']);
    expect(compile(yaml).warnings.map(({ pointer }) => pointer)).toEqual([
      '/skus/NEW',
      '/channels/demo-shop/skus/constructor',
    ]);
  });

  it('may give away more than there is: that is said', () => {
    const shares = 'channels: { demo-shop: { share: 0.7 }, demo-woo: { share: 0.3 } }';
    expect(compile(shares).warnings).toEqual([]);
    expect(compile(shares.replace('0.3', '0.31')).warnings).toEqual([
      { pointer: '/channels', detail: 'shares sum to 1.01: more than 1 offers goods twice' },
    ]);
    const ofOne = 'channels: { demo-shop: { share: 0.5, skus: { TEE: { share: 0.9 } } }, demo-woo: { share: 0.5 } }';
    expect(compile(ofOne).warnings).toMatchObject([{ pointer: '/skus/TEE' }]);
  });
});

describe('the nearest names', () => {
  it('are those that somebody may have meant', () => {
    const names = ['WH/Stock', 'WH/Input', 'SHOP/Stock', 'Virtual Locations/Scrap'];
    expect(nearest('wh/stok', names)).toEqual(['WH/Stock']);
    expect(nearest('Stock', ['Stock', 'Stick', 'Stack', 'Struck', 'Lager'])).toEqual(['Stock', 'Stack', 'Stick']);
    expect(nearest('xyz', names)).toEqual([]);
  });
});
