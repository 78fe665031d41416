import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEvents } from './read.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  for (const name of ['common', 'orders', 'catalogue', 'released']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (path: string, text: string): void => writeFileSync(join(folder, path), text);

describe('the schemas', () => {
  it('are read by context, self-contained', () => {
    file('common/Money.avsc', '{"type":"record","name":"Money","namespace":"penstock.common","fields":[]}');
    file('orders/Sold.avsc', '{"type":"record","name":"Sold","namespace":"penstock.orders","fields":[{"name":"a","type":"penstock.common.Money"}]}'); // prettier-ignore
    expect(readEvents(folder)).toMatchObject([
      { name: 'Sold', context: 'orders', schema: { fields: [{ type: { name: 'Money' } }] } },
    ]);
  });

  it('are refused by file where one is no JSON, or does not define what its place says', () => {
    file('orders/Sold.avsc', '{"type":"record",}');
    expect(() => readEvents(folder)).toThrow(/Sold\.avsc is not JSON/);
    file('orders/Sold.avsc', '{"type":"record","name":"Bought","namespace":"penstock.orders","fields":[]}');
    expect(() => readEvents(folder)).toThrow(
      /Sold\.avsc must define penstock\.orders\.Sold, not penstock\.orders\.Bought/,
    );
  });
});
