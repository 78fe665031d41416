import { compareAnswers } from './contract-compare.js';
import type { RecordedIds } from './contract-ids.js';
import type { RecordedStep } from './contract-recording.js';
import { isObject } from './contract-recording.js';
import { requestFor } from './contract-request.js';
import type { ContractServer } from './contract-server.js';

/** Races with one winner, whoever it is: their losers' answers are a matter of chance, what is left after is not. */
const RACES = /^(load_parallel_same_key|server_action_parallel|parallel_confirm|parallel_validate)(#\d+)?$/;

export const isOfRace = ({ step }: RecordedStep): boolean => RACES.test(step);

/** The steps that were sent at one moment, beginning with `first`; only itself when it is no race. */
export function raceFrom(steps: readonly RecordedStep[], first: number): readonly RecordedStep[] {
  const name = steps[first]?.step;
  const rest = steps.slice(first + 1);
  const end = rest.findIndex(({ step }) => step.replace(/#\d+$/, '') !== name);
  return steps.slice(first, end < 0 ? steps.length : first + 1 + end);
}

/** Sends the steps at one moment and compares the recorded winner's answer, the first, with those that won here. */
export async function replayRace(
  server: ContractServer,
  race: readonly RecordedStep[],
  ids: RecordedIds,
): Promise<string[]> {
  const requests = race.map((step) => requestFor(server, step, ids));
  const answers = await Promise.all(requests.map(([url, init]) => fetch(url, init)));
  const bodies = await Promise.all(answers.map((answer) => answer.clone().json()));
  const won = answers.filter((_, at) => isSuccess(bodies[at]));
  const [winner] = race;
  if (!winner || won.length === 0) return [`nobody won: ${JSON.stringify(bodies[0]).slice(0, 300)}`];
  const differences = await Promise.all(won.map((answer) => compareAnswers(winner, ids, answer)));
  return differences.find((each) => each.length === 0) ?? differences[0] ?? [];
}

function isSuccess(body: unknown): boolean {
  if (!isObject(body)) return true;
  const answer = 'jsonrpc' in body ? body['result'] : body;
  return !('error' in body) && !('debug' in body) && !(isObject(answer) && answer['ids'] === false);
}
