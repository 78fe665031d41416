import { type Mapping, type OdooCheck, OdooCredentials, OdooUnsupported } from '@penstock/connector-odoo';
import { HttpUnavailable, Unhealthy } from '@penstock/http';
import { describe, expect, it } from 'vitest';
import { LiveMappings, type Pace } from './live-mappings.js';

const MAPPING: Mapping = { version: 'test.1', companies: [], companyOf: () => undefined };
const PROBLEM = {
  code: 'TAX_MISSING',
  company: 'My Company',
  problem: 'company My Company has no tax VAT 19%',
  remedy: 'Make it.',
} as const;

const look = (more: Partial<OdooCheck> = {}): OdooCheck => ({
  version: 18,
  user: { id: 2, login: 'penstock' },
  found: [],
  problems: [],
  warnings: [],
  mapping: MAPPING,
  ...more,
});
const broken = look({ problems: [PROBLEM], mapping: null });
const down = new HttpUnavailable('ECONNREFUSED', { client: 'odoo', method: 'POST', path: '/jsonrpc' });
const HOUR = 3_600_000;

/** Answers one after the other; the last one for good. */
function mappingsSeeing(answers: readonly (OdooCheck | Error)[], pace: Pace = { wholeMillis: 0, brokenMillis: 0 }) {
  const looks: (OdooCheck | Error)[] = [];
  const mappings = new LiveMappings(async () => {
    const answer = answers[Math.min(looks.length, answers.length - 1)] ?? down;
    looks.push(answer);
    if (answer instanceof Error) throw answer;
    return answer;
  }, pace);
  return { mappings, looks };
}

describe('the mapping as the live Odoo has it', () => {
  it('is looked up once for all who ask at one moment, and holds for its time', async () => {
    const { mappings, looks } = mappingsSeeing([look()], { wholeMillis: HOUR, brokenMillis: 0 });
    expect(await Promise.all([mappings.current(), mappings.current(), mappings.current()])).toEqual([
      MAPPING,
      MAPPING,
      MAPPING,
    ]);
    await mappings.refresh();
    expect(looks).toHaveLength(1);
  });

  it('with a problem lets nothing be written, and says which', async () => {
    const { mappings } = mappingsSeeing([broken]);
    await expect(mappings.current()).rejects.toMatchObject({
      name: 'Transient',
      code: 'NOT_MAPPED',
      message: expect.stringContaining('has no tax VAT 19%'),
    });
    await expect(mappings.assertWhole()).rejects.toThrow(Unhealthy);
    expect(mappings.details()).toMatchObject({ problems: [PROBLEM] });
  });

  it('comes alive by itself once somebody has put it right', async () => {
    const { mappings } = mappingsSeeing([broken, broken, look()]);
    await expect(mappings.current()).rejects.toThrow('has no tax');
    await expect(mappings.current()).rejects.toThrow('has no tax');
    expect(await mappings.current()).toBe(MAPPING);
    await mappings.assertWhole();
    expect(mappings.details()).toBeUndefined();
  });

  it('asks a broken Odoo no more often than its pace allows', async () => {
    const { mappings, looks } = mappingsSeeing([broken], { wholeMillis: 0, brokenMillis: HOUR });
    for (let order = 0; order < 50; order += 1) await mappings.current().catch(() => undefined);
    expect(looks).toHaveLength(1);
  });

  it('asks an Odoo that does not answer no more often because many ask', async () => {
    const { mappings, looks } = mappingsSeeing([down], { wholeMillis: 0, brokenMillis: HOUR });
    for (let order = 0; order < 50; order += 1) await expect(mappings.current()).rejects.toThrow('ECONNREFUSED');
    expect(looks).toHaveLength(1);
    expect(mappings.dueInMillis).toBeLessThanOrEqual(5_000);
  });

  it('that breaks later stops what was allowed before', async () => {
    const { mappings } = mappingsSeeing([look(), broken]);
    await mappings.current();
    await mappings.refresh();
    await expect(mappings.current()).rejects.toThrow('has no tax');
  });

  it('is no reason to be unready while Odoo is away, and goes on to hold', async () => {
    const { mappings } = mappingsSeeing([down, look(), down]);
    await expect(mappings.current()).rejects.toMatchObject({ name: 'Transient', code: 'ODOO_UNREACHABLE' });
    await mappings.assertWhole();
    await mappings.current();
    await mappings.refresh();
    expect(await mappings.current()).toBe(MAPPING);
    await mappings.assertWhole();
  });

  it.each([
    new OdooCredentials('login or password of penstock is wrong', { call: 'common.authenticate', odooName: null }),
    new OdooUnsupported('it is Odoo 16, and only 18 and 19 are supported', { call: 'version', odooName: null }),
  ])('is a reason to be unready where Odoo refuses: $message', async (refusal) => {
    const { mappings } = mappingsSeeing([refusal, look()]);
    await mappings.refresh();
    await expect(mappings.assertWhole()).rejects.toThrow(refusal.message);
    await mappings.refresh();
    await mappings.assertWhole();
  });
});
