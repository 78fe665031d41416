import { describe, expect, it } from 'vitest';
import { createLog } from './log.js';
import { wideLine } from './wide-line.js';

function recorded() {
  const lines: Record<string, unknown>[] = [];
  const log = createLog(
    { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
    'debug',
  );
  return { log, lines };
}

describe('log', () => {
  it('writes one JSON object a line, with time, level and service', () => {
    const { log, lines } = recorded();
    log.info({ topic: 'retail.orders.v1' }, 'batch handled');
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        service: 'unnamed',
        topic: 'retail.orders.v1',
        msg: 'batch handled',
      },
    ]);
  });

  it('masks secrets and personal data at any depth, however the key is written', () => {
    const { log, lines } = recorded();
    log
      .child({ access_token: 's1' })
      .info({ request: { headers: { Authorization: 's2', 'X-Shopify-Hmac-SHA256': 's3' } } });
    log.info({ orders: [{ id: 'ord_1', personal: { name: 's4' }, email: 's5', customer: { firstName: 's6' } }] });
    expect(JSON.stringify(lines)).not.toMatch(/"s\d"/);
    expect(lines[1]).toMatchObject({ orders: [{ id: 'ord_1', personal: '[hidden]' }] });
  });

  it('says of an error its type, message, code, facts and cause, but none of what hangs on it', () => {
    const { log, lines } = recorded();
    const cause = Object.assign(new Error('refused'), {
      code: 'ECONNREFUSED',
      config: { headers: { authorization: 's1' } },
    });
    log.error(
      { err: Object.assign(new TypeError('no answer', { cause }), { facts: { order: '#1', token: 's2' } }) },
      'failed',
    );
    expect(lines[0]).toMatchObject({
      msg: 'failed',
      err: {
        type: 'TypeError',
        facts: { order: '#1', token: '[hidden]' },
        cause: { message: 'refused', code: 'ECONNREFUSED' },
      },
    });
    expect(JSON.stringify(lines)).not.toMatch(/"s\d"/);
  });
});

describe('wideLine', () => {
  it('gathers fields and writes them once, with outcome and duration', () => {
    const { log, lines } = recorded();
    const line = wideLine(log, 'batch handled', { topic: 'orders', events: 0 });
    line.add({ events: 2 });
    line.done('ok', { parked: 1 });
    line.failed(new Error('too late'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'info', msg: 'batch handled', events: 2, parked: 1, outcome: 'ok' });
    expect(lines[0]?.['duration_ms']).toBeTypeOf('number');
  });

  it('writes failures at level error, with the error', () => {
    const { log, lines } = recorded();
    wideLine(log, 'batch handled').failed(new Error('disk full'));
    expect(lines[0]).toMatchObject({ level: 'error', outcome: 'failed', err: { message: 'disk full' } });
  });
});
