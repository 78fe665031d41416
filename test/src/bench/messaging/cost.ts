import type { Component } from '@penstock/testing/stack';
import { cpuOf, familyCpuOf, mainThreadCpuOf } from '../../measuring/cpu.js';
import { noted, type Row } from '../../measuring/row.js';
import type { Scene } from './scene.js';

/** Begins the names of rows that say what an event costs. */
export const CPU = 'CPU time of an event';

/** @returns what each of so many events has cost since; nothing where the system does not say */
export function costOf({ stack }: Pick<Scene, 'stack'>, processes: readonly Component[]): (events: number) => Row[] {
  if (process.platform !== 'linux') return () => [];
  const pids = processes.flatMap(({ pid }) => pid ?? []);
  const sum = (of: (pid: number) => number) => pids.reduce((total, pid) => total + of(pid), 0);
  const measure = () => ({
    'main threads': sum(mainThreadCpuOf),
    'the processes': sum(cpuOf),
    PostgreSQL: stack.pids.postgres === undefined ? 0 : familyCpuOf(stack.pids.postgres),
  });
  const before = measure();
  return (events) => {
    const now = measure();
    return (Object.keys(now) as (keyof typeof now)[]).map((of) =>
      noted(`${CPU}, ${of}`, ((now[of] - before[of]) / events) * 1e6, 'µs'),
    );
  };
}
