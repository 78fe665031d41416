import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withProgress } from './progress.mjs';
import { node24, runForeground, runQuietly, tool } from './run.mjs';

const STEPS = [
  ['Lint and module boundaries', tool('eslint'), '.'],
  ['Formatting', tool('prettier'), '--check', '.'],
  ['Types, specs included', tool('tsc'), '-p', 'tsconfig.spec.json'],
  ['Generated code is up to date', 'libs/contracts/dist/generate.js', '--check'],
  ['Schemas are compatible with every release', 'libs/contracts/dist/check-compatibility.js'],
];

/** Everything that is checked before a merge. Goes on after a failure, and ends with the line `N passed, N failed`. */
export async function verify() {
  let passed = 0;
  let failed = 0;
  for (const [name, ...args] of STEPS) {
    const { status, output } = await withProgress(name, () => runQuietly(node24, args));
    if (status === 0) passed += 1;
    else failed += 1;
    if (status !== 0) console.log(`${output}\n${name}: FAILED`);
  }
  const tests = await runTests();
  passed += tests.passed;
  failed += tests.failed;
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-verify-'));
  const report = join(folder, 'tests.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const status = await runForeground(node24, [tool('vitest'), 'run', ...reporters]);
    return countTests(JSON.parse(readFileSync(report, 'utf8')), status);
  } catch (error) {
    console.log(`Vitest left no report: ${error.message}`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Counts vitest's JSON report. A spec file that could not even be loaded has no tests that failed, and an error outside of any test shows
 * in the exit status alone: both count as a failure.
 */
export function countTests(report, status) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return { passed: report.numPassedTests, failed: status !== 0 && failed === 0 ? 1 : failed };
}
