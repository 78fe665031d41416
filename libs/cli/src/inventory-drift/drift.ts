import { setTimeout } from 'node:timers/promises';
import { Refused } from '../admin/ask-admin.js';
import { askOwner } from '../admin/ask-owner.js';
import type { Command, Surroundings } from '../command.js';
import { EXIT, UsageError } from '../ending.js';
import { type DriftLine, readDriftLine } from './command-line.js';
import { describeReport, describeRun, type DriftReport, type DriftRun } from './describe-drift.js';
import { USAGE } from './usage.js';

const LOOK_MILLIS = 1_000;

/** Where records of stock differ: `npx penstock inventory drift`. */
export const drift: Command = {
  name: 'drift',
  summary: 'where Odoo, the ledger and the channels differ, and what that puts at risk',
  usage: USAGE,

  async run(argv, around) {
    const line = readDriftLine(argv, around.env, around.user);
    try {
      if (line.run) await compare(line, around);
      const report = await read(line);
      around.print(line.json ? JSON.stringify(report, null, 2) : describeReport(report));
      const isWell =
        report.causes.every(({ state }) => state !== 'open') && report.runs.every((one) => one.state !== 'failed');
      return isWell ? EXIT.ok : EXIT.failed;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 400) throw new UsageError(error.message, { cause: error });
      around.complain(`penstock: ${error.message}`);
      return EXIT.failed;
    }
  },
};

function read(line: DriftLine): Promise<DriftReport> {
  const query = new URLSearchParams({ limit: String(line.limit) });
  if (line.channel !== undefined) query.set('place', line.channel);
  return askOwner(line, 'GET', `/v1/drift?${query.toString()}`);
}

/** Asks for a comparison of each channel, and follows them to their end. */
async function compare(line: DriftLine, around: Surroundings): Promise<void> {
  const { channel, actor, reason } = line;
  const asked = { ...(channel !== undefined && { destination: channel }), actor, reason };
  const { runIds } = await askOwner<{ runIds: readonly string[] }>(line, 'POST', '/v1/drift/runs', asked);
  let shown = '';
  while (line.wait) {
    const { items } = await askOwner<{ items: readonly DriftRun[] }>(line, 'GET', '/v1/drift/runs?limit=1000');
    const runs = items.filter(({ runId }) => runIds.includes(runId));
    const text = runs.map(describeRun).join('\n');
    if (!line.json && text !== shown) around.print(text);
    shown = text;
    if (runs.every(({ state }) => state === 'done' || state === 'failed')) return;
    await setTimeout(LOOK_MILLIS);
  }
}
