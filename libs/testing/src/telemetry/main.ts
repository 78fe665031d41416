import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startTraceCollector } from './trace-collector.js';

// Usage: node libs/testing/dist/telemetry/main.js --port N --data DIR
const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } });
const port = Number(values.port);
if (!values.data || !Number.isInteger(port)) throw new Error('Usage: main.js --port N --data DIR');

const collector = await startTraceCollector({ port, file: join(values.data, 'spans.jsonl') });
process.stdout.write(`The trace collector listens on ${collector.url}\n`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void collector.close());
