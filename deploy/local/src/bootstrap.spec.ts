import { describe, expect, it } from 'vitest';
import { checkNode, javaMajor } from '../bootstrap/preconditions.mjs';
import { countTests } from '../bootstrap/verify.mjs';

describe('the bootstrap script', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_402"', 8],
    ['bash: no java', undefined],
  ])('reads the version from: %s', (text, major) => {
    expect(javaMajor(text)).toBe(major);
  });

  it('takes Node 20.19 and newer, and says where to get one', () => {
    expect(() => checkNode('20.19.0')).not.toThrow();
    expect(() => checkNode('24.1.0')).not.toThrow();
    expect(() => checkNode('20.18.3')).toThrow(/20\.19 or newer, and this is 20\.18\.3: get it from/);
  });

  it('counts a spec file that cannot be loaded as a failure', () => {
    const broken = { status: 'failed', assertionResults: [] };
    const red = { status: 'failed', assertionResults: [{ status: 'failed' }] };
    const report = { numPassedTests: 5, numFailedTests: 1, testResults: [broken, red] };
    expect(countTests(report, 1)).toEqual({ passed: 5, failed: 2 });
  });

  it('counts an error outside of all tests as a failure', () => {
    expect(countTests({ numPassedTests: 5, numFailedTests: 0, testResults: [] }, 1)).toEqual({ passed: 5, failed: 1 });
    expect(countTests({ numPassedTests: 5, numFailedTests: 0, testResults: [] }, 0)).toEqual({ passed: 5, failed: 0 });
  });
});
