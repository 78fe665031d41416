import { decimalText } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { MappingFileError, parseMappingFile, readMappingFile } from './mapping-file.js';

const parse = (text: string) => parseMappingFile(text, 'mapping.yaml');
const withCompany = (keys: string) =>
  parse(`{ version: '1', companies: [{ name: Co, channels: [shop], warehouse: WH, currency: USD, ${keys} }] }`);

describe('the mapping file', () => {
  it('keeps every scalar as it was written', () => {
    const file = parse(`
version: 2026-11-21.1
companies:
  - name: 1984
    channels: [no, 007]
    warehouse: WH
    currency: NOK
    taxes:
      - { title: MVA, rate: 0.250, included: true, odoo: account.1_mva }
      - { rate: 0.15, included: false, odoo: 15% }
`);
    expect(file).toMatchObject({ version: '2026-11-21.1', companies: [{ name: '1984', channels: ['no', '007'] }] });
    const taxes = file.companies[0]?.taxes.map(({ rate, ...rest }) => ({ ...rest, rate: decimalText(rate) }));
    expect(taxes).toEqual([
      { title: 'MVA', rate: '0.25', included: true, odoo: 'account.1_mva' },
      { rate: '0.15', included: false, odoo: '15%' },
    ]);
  });

  it.each([
    [
      'a percentage for a rate',
      'taxes: [{ rate: 19, included: true, odoo: x }]',
      'companies.0.taxes.0.rate: must be a fraction',
    ],
    ['customers that are neither', 'customers: mine', 'customers: must be shared or own'],
    ['a key it does not know', 'carrier: []', 'Unrecognized key: "carrier"'],
    ['a currency that is none', 'orderCurrencies: [euro]', 'orderCurrencies.0: must be an ISO 4217 code'],
    [
      'an inclusion that is neither',
      'taxes: [{ rate: 0.19, included: perhaps, odoo: x }]',
      'included: must be true or false',
    ],
    [
      'a tax twice',
      'taxes: [{ title: VAT, rate: 0.19, included: true, odoo: x }, { title: VAT, rate: 0.190, included: true, odoo: y }]',
      'Co: tax VAT of 19%, included is there twice',
    ],
    [
      'a delivery twice',
      'carriers: [{ shipping: A, odoo: x }, { shipping: A, odoo: y }]',
      'the delivery A is there twice',
    ],
    [
      'a gateway twice',
      'payments: [{ gateway: A, journal: x }, { gateway: A, journal: y }]',
      'the gateway A is there twice',
    ],
    ['a location twice', 'locations: [{ name: A, odoo: x }, { name: A, odoo: y }]', 'the location A is there twice'],
  ])('with %s is refused, and says where', (_, keys, message) => {
    expect(() => withCompany(keys)).toThrow(message);
  });

  it('names everything that is wrong at once', () => {
    expect(() => parse('{ companies: [] }')).toThrow(/version: .*; companies: must name at least one company/);
  });

  it('refuses a channel that two companies take', () => {
    const company = (name: string) => `{ name: ${name}, channels: [shop], warehouse: WH, currency: USD }`;
    const text = `{ version: '1', companies: [${company('A')}, ${company('B')}, ${company('B')}] }`;
    expect(() => parse(text)).toThrow('the channel shop belongs to two companies');
    expect(() => parse(text)).toThrow('the company B is there twice');
  });

  it('that is no YAML, or not there, is named', () => {
    expect(() => parse('companies: [')).toThrow('mapping.yaml is not YAML');
    expect(() => readMappingFile('/nowhere/mapping.yaml')).toThrow(
      new MappingFileError('the mapping file /nowhere/mapping.yaml cannot be read: ENOENT'),
    );
  });
});
