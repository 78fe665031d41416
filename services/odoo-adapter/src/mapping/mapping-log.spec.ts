import type { OdooCheck } from '@penstock/connector-odoo';
import { HttpUnavailable } from '@penstock/http';
import { describe, expect, it } from 'vitest';
import { MappingLog } from './mapping-log.js';

const TAX = { code: 'TAX_MISSING', company: 'Co', problem: 'no tax VAT 19%', remedy: 'Make it.' } as const;
const MODULE = { code: 'MODULE_MISSING', company: null, problem: 'no module stock', remedy: 'Install it.' } as const;
const CLOCK = { code: 'CLOCKS_DIFFER', company: null, problem: '90 s ahead', remedy: 'Use NTP.' } as const;

const seen = (problems: OdooCheck['problems'], warnings: OdooCheck['warnings'] = []): OdooCheck => ({
  version: 18,
  user: { id: 2, login: 'penstock' },
  found: [],
  problems,
  warnings,
  mapping: problems.length > 0 ? null : { version: '1', companies: [], companyOf: () => undefined },
});

function logged() {
  const lines: [level: string, facts: unknown, words: string][] = [];
  const at = (level: string) => (facts: unknown, words: string) => void lines.push([level, facts, words]);
  const log = { info: at('info'), warn: at('warn'), error: at('error') };
  return { log: new MappingLog(log as unknown as ConstructorParameters<typeof MappingLog>[0]), lines };
}

describe('the log of the mapping', () => {
  it('names each problem once, with its alarm and its remedy, and says when all is well', () => {
    const { log, lines } = logged();
    log.looked(seen([TAX]));
    log.looked(seen([TAX, MODULE]));
    log.looked(seen([TAX, MODULE]));
    log.looked(seen([]));
    log.looked(seen([]));
    expect(lines).toEqual([
      ['error', { alarm: 'TAX_MISSING', company: 'Co', remedy: 'Make it.' }, 'no tax VAT 19%'],
      ['error', { alarm: 'MODULE_MISSING', remedy: 'Install it.' }, 'no module stock'],
      ['info', expect.objectContaining({ mapping: '1', user: 'penstock' }), 'Odoo is as the mapping needs it'],
    ]);
  });

  it('names a problem again that comes back', () => {
    const { log, lines } = logged();
    for (const problems of [[TAX], [], [TAX]]) log.looked(seen(problems));
    expect(lines.map(([level]) => level)).toEqual(['error', 'info', 'error']);
  });

  it('says a warning once, and that all is well beside it', () => {
    const { log, lines } = logged();
    log.looked(seen([], [CLOCK]));
    log.looked(seen([], [CLOCK]));
    expect(lines.map(([level]) => level)).toEqual(['warn', 'info']);
  });

  it('says an outage once, however long it lasts', () => {
    const { log, lines } = logged();
    const down = new HttpUnavailable('ECONNREFUSED', { client: 'odoo', method: 'POST', path: '/jsonrpc' });
    for (let look = 0; look < 3; look += 1) log.unable(down);
    log.looked(seen([]));
    log.unable(down);
    expect(lines.map(([level]) => level)).toEqual(['warn', 'info', 'warn']);
  });
});
