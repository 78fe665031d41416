import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REGISTRIES } from './models/index.js';
import { compareAnswers } from './spec-support/contract-compare.js';
import { RecordedIds, UnknownRecord } from './spec-support/contract-ids.js';
import type { ContractPoint } from './spec-support/contract-points.js';
import { CONTRACT_POINTS } from './spec-support/contract-points.js';
import { reasonToLeaveOut } from './spec-support/contract-left-out.js';
import type { RecordedStep, Recording } from './spec-support/contract-recording.js';
import { hasRecordings, RECORDINGS, recordedSteps } from './spec-support/contract-recording.js';
import { isOfRace, raceFrom, replayRace } from './spec-support/contract-race.js';
import { lacksKey, requestFor } from './spec-support/contract-request.js';
import type { ContractServer } from './spec-support/contract-server.js';
import { contractServer, freshIds } from './spec-support/contract-server.js';

interface Outcome {
  readonly step: string;
  readonly skipped?: string;
  readonly differences: readonly string[];
}

/** By recording, for the table at the end. */
const played = new Map<string, readonly Outcome[]>();

describe.skipIf(!hasRecordings).each(RECORDINGS)('a server answers as $name was recorded to answer', (recording) => {
  let server: ContractServer | undefined;
  const outcomes: Outcome[] = [];

  beforeAll(async () => {
    server = await contractServer(recording);
    if (!server) return;
    outcomes.push(...(await replayAll(server, recording)));
    played.set(recording.name, outcomes);
  }, 600_000);

  afterAll(() => server?.stop());

  it('in status, error name, shape and value, step by step', (context) => {
    if (!server) return context.skip('ODOO_URL is of another version or protocol');
    const compared = outcomes.filter(({ skipped }) => skipped === undefined);
    const reasons = Map.groupBy(outcomes.filter(({ skipped }) => skipped), ({ skipped }) => skipped); // prettier-ignore
    process.stdout.write(
      `${recording.name}: ${compared.length} of ${outcomes.length} recorded steps compared; left out:\n`,
    );
    for (const [reason, steps] of reasons) process.stdout.write(`  ${steps.length} ${reason}\n`);
    const different = compared.filter(({ differences }) => differences.length > 0);
    expect(different.map(({ step, differences }) => `${step}: ${differences.join('; ')}`)).toEqual([]);
    expect(compared.length).toBeGreaterThan(350);
  });
});

describe.skipIf(!hasRecordings)('the points of the contract', () => {
  it('are each shown by compared steps in every recording that has them, or say what holds them instead', () => {
    const rows = CONTRACT_POINTS.map((point) => ({ point, shown: [...played].map(([name, outcomes]) => coverage(point, name, outcomes)) })); // prettier-ignore
    process.stdout.write(`point: steps compared in ${[...played.keys()].join(', ')}\n`);
    for (const { point, shown } of rows) process.stdout.write(`  ${String(point.number).padStart(2)} ${point.about}: ${point.leftOut ?? shown.join(', ')}\n`); // prettier-ignore
    const bare = rows.filter(({ point, shown }) => point.leftOut === undefined && shown.includes(0));
    expect(bare.map(({ point }) => `${point.number} ${point.about}`)).toEqual([]);
    expect(played.size, 'recordings compared').toBeGreaterThan(0);
    expect(CONTRACT_POINTS.map(({ number }) => number)).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
  });
});

/** How many compared steps of a recording show the point; `-` where the recording has none of the kind. */
function coverage({ steps, recordings }: ContractPoint, recording: string, outcomes: readonly Outcome[]): number | '-' {
  if (recordings?.test(recording) === false) return '-';
  return outcomes.filter(({ step, skipped }) => skipped === undefined && steps?.test(step)).length;
}

async function replayAll(server: ContractServer, recording: Recording): Promise<Outcome[]> {
  const steps = recordedSteps(recording);
  const known = await Promise.all(
    [...REGISTRIES[recording.version].keys()].map(async (model) => [model, await freshIds(server, model)] as const),
  );
  const outcomes: Outcome[] = [];
  let ids = new RecordedIds(REGISTRIES[recording.version], known);
  for (const [at, step] of steps.entries()) {
    // These were recorded last, for JSON-2 on another database than the steps before: their ids begin anew.
    if (step.step === 'again_warehouse') ids = new RecordedIds(REGISTRIES[recording.version], known);
    if (!isOfRace(step)) outcomes.push(await replay(server, recording, step, ids));
    else if (!step.step.includes('#')) {
      const differences = await replayRace(server, raceFrom(steps, at), ids);
      outcomes.push({ step: step.step, differences });
    } else outcomes.push({ step: step.step, skipped: 'a loser of a race, or its other winner', differences: [] });
  }
  return outcomes;
}

async function replay(
  server: ContractServer,
  recording: Recording,
  step: RecordedStep,
  ids: RecordedIds,
): Promise<Outcome> {
  const name = step.step;
  const skipped = reasonToLeaveOut(recording, step) ?? (lacksKey(server, step) ? 'no key of user low' : undefined);
  if (skipped) return { step: name, skipped, differences: [] };
  try {
    const [url, init] = requestFor(server, step, ids);
    return { step: name, differences: await compareAnswers(step, ids, await fetch(url, init)) };
  } catch (error) {
    if (error instanceof UnknownRecord) {
      return { step: name, skipped: 'a record made by a step left out', differences: [] };
    }
    throw error;
  }
}
