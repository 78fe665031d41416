import { describe, expect, it } from 'vitest';
import { Quiet } from './quiet.js';

describe('records that do not change', () => {
  it('are quiet once what belongs to them was read after the longest transaction', () => {
    const quiet = new Quiet(60_000);
    expect(quiet.is('a', 0)).toBe(false);
    quiet.wasRead('a', 0);
    expect(quiet.is('a', 59_000)).toBe(false);
    quiet.wasRead('a', 59_000);
    expect(quiet.is('a', 61_000)).toBe(false); // what a transaction wrote at 60 s has not been read
    quiet.wasRead('a', 61_000);
    expect(quiet.is('a', 63_000)).toBe(true);
  });

  it('are not while what belongs to them could not be read', () => {
    const quiet = new Quiet(60_000);
    quiet.is('a', 0);
    expect(quiet.is('a', 61_000)).toBe(false);
    expect(quiet.is('a', 120_000)).toBe(false);
  });

  it('begin anew with any change', () => {
    const quiet = new Quiet(60_000);
    quiet.is('a', 0);
    quiet.wasRead('a', 61_000);
    expect(quiet.is('b', 62_000)).toBe(false);
    quiet.wasRead('b', 62_000);
    expect(quiet.is('a', 63_000)).toBe(false);
  });
});
