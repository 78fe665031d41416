import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { HttpResponse } from '@penstock/http';
import { describe, expect, it } from 'vitest';
import { OdooError } from '../index.js';
import { readJson2Answer } from './json2-answer.js';
import { loadedIds } from './load-answer.js';
import { RECORDED_CLASSES } from './recorded-classes.fixture.js';
import { readRpcAnswer } from './rpc-answer.js';
import { refuseWizard } from './wizard.js';

/** Recordings of real servers, kept beside the project and not in it. */
const CONTRACT = fileURLToPath(new URL('../../../../../../shared/odoo-contract/', import.meta.url));

interface Recorded {
  readonly step: string;
  readonly request: { readonly path: string; readonly body: unknown };
  readonly response: { readonly status: number; readonly headers: Record<string, string>; readonly body: unknown };
}

const recordsOf = (file: string): Recorded[] =>
  readFileSync(CONTRACT + file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Recorded);

function responseOf({ status, headers, body }: Recorded['response']): HttpResponse {
  const lowered = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const isJson = lowered['content-type']?.startsWith('application/json');
  return { status, headers: lowered, body: isJson ? JSON.stringify(body) : String(body) };
}

/** Reads an answer as the client does where neither a wizard nor a failed load is a result. */
function read({ step, request, response }: Recorded): unknown {
  const isRpc = request.path === '/jsonrpc' || request.path === '/web/webclient/version_info';
  const answer = (isRpc ? readRpcAnswer : readJson2Answer)(step, responseOf(response));
  const isLoad =
    request.path.endsWith('/load') || /"execute_kw".*?"[a-z.]+","load",/.test(JSON.stringify(request.body));
  return isLoad ? loadedIds(step, answer) : refuseWizard(step, answer);
}

function outcomeOf(record: Recorded): { readonly kind: string; readonly shown: string } {
  try {
    read(record);
    return { kind: 'result', shown: '' };
  } catch (error) {
    if (!(error instanceof OdooError)) throw error;
    return { kind: error.name, shown: inspect(error, { depth: Infinity, showHidden: true }) };
  }
}

describe.skipIf(!existsSync(CONTRACT))('every answer that real servers gave', () => {
  it.each(Object.entries(RECORDED_CLASSES))('is of its class in %s', (file, classes) => {
    const records = recordsOf(file);
    const wrong = records.flatMap((record) => {
      const expected = classes.get(record.step) ?? 'result';
      const { kind } = outcomeOf(record);
      return kind === expected ? [] : [`${record.step}: ${kind} instead of ${expected}`];
    });
    expect(wrong).toEqual([]);
    expect(records.length).toBeGreaterThan(590);
    const steps = new Set(records.map(({ step }) => step));
    expect([...classes.keys()].filter((step) => !steps.has(step))).toEqual([]);
  });

  it.each(Object.keys(RECORDED_CLASSES))('shows no traceback of %s in its error', (file) => {
    const records = recordsOf(file);
    expect(records.some(({ response }) => JSON.stringify(response.body).includes('<traceback>'))).toBe(true);
    expect(records.map((record) => outcomeOf(record).shown).filter((shown) => shown.includes('<traceback>'))).toEqual(
      [],
    );
  });
});
