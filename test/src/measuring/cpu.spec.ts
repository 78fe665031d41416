import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { cpuOf, familyCpuOf, mainThreadCpuOf } from './cpu.js';

const work = (millis: number): void => {
  const { user } = process.cpuUsage();
  while (process.cpuUsage().user - user < millis * 1000);
};

describe.skipIf(process.platform !== 'linux')('CPU time', () => {
  it('of a process grows by what it computes', () => {
    const before = cpuOf(process.pid);
    work(200);
    expect(cpuOf(process.pid) - before).toBeGreaterThanOrEqual(0.19);
    expect(mainThreadCpuOf(process.pid)).toBeLessThanOrEqual(cpuOf(process.pid));
  });

  it('of a family holds what children used, while they run and after they ended', async () => {
    const before = familyCpuOf(process.pid) - cpuOf(process.pid);
    const script =
      'const end = Date.now() + 300; while (Date.now() < end); process.stdin.resume(); console.log("done")';
    const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const ofChildren = () => familyCpuOf(process.pid) - cpuOf(process.pid) - before;
    expect(ofChildren()).toBeGreaterThan(0.1);
    child.stdin.end();
    await once(child, 'exit');
    expect(ofChildren()).toBeGreaterThan(0.1);
  });
});
