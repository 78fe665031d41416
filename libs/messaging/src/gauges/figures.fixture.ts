import { metricsPage, startTelemetry, type Telemetry } from '@penstock/observability';
import { afterAll, beforeAll } from 'vitest';

/** Figures of one metric by their labels as Prometheus writes them, such as `{ 'handler="tally",outcome="done"': 2 }`. */
export type Figures = Readonly<Record<string, number>>;

/** Starts telemetry for the specs of a file, as `runService` does for a process. */
export function measureSpecs(): void {
  let telemetry: Telemetry | undefined;
  beforeAll(() => void (telemetry = startTelemetry({ service: 'spec', version: '0', environment: {} })));
  afterAll(() => telemetry?.shutdown());
}

/** What the process' own page of metrics says. @param name as on the page, such as `penstock_messages_total` */
export async function figuresOf(name: string): Promise<Figures> {
  const page = (await metricsPage()) ?? '';
  const lines = page.split('\n').flatMap((line) => {
    const [, metric, labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    return metric === name ? [[labels, Number(value)] as const] : [];
  });
  return Object.fromEntries(lines);
}

/** What `work` adds to the figures of a metric; those that stay as they are left out. */
export async function addedTo(name: string, work: () => Promise<unknown>): Promise<Figures> {
  const before = await figuresOf(name);
  await work();
  const added = Object.entries(await figuresOf(name)).map(([labels, value]) => [labels, value - (before[labels] ?? 0)]);
  return Object.fromEntries(added.filter(([, value]) => value !== 0)) as Figures;
}
