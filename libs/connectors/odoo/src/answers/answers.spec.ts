import { inspect } from 'node:util';
import type { HttpResponse } from '@penstock/http';
import { LosslessNumber } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { OdooError, OdooValidation, OdooWizard } from '../index.js';
import { json2Error, json2Result, page, rpcError, rpcResult, TRACEBACK } from './answers.fixture.js';
import { readJson2Answer } from './json2-answer.js';
import { loadedIds } from './load-answer.js';
import { readRpcAnswer } from './rpc-answer.js';
import { refuseWizard } from './wizard.js';

/** The error that reading an answer throws. */
function errorFrom(read: () => unknown): OdooError {
  try {
    read();
  } catch (error) {
    if (error instanceof OdooError) return error;
    throw error;
  }
  throw new Error('the answer was taken for a result');
}

// Name, message, status on JSON-2, class.
const errors: [string, string, number, string][] = [
  [
    'odoo.exceptions.ValidationError',
    'The operation cannot be completed: Contacts require a name',
    422,
    'OdooValidation',
  ],
  ['odoo.exceptions.UserError', 'Some orders are not in a state requiring confirmation.', 422, 'OdooValidation'],
  ['odoo.exceptions.RedirectWarning', 'There are still unreconciled bank statement lines', 500, 'OdooValidation'],
  ['odoo.exceptions.AccessError', 'Access to unauthorized or invalid companies.', 403, 'OdooAccess'],
  ['odoo.exceptions.MissingError', 'Record does not exist or has been deleted.', 404, 'OdooMissing'],
  ['odoo.exceptions.AccessDenied', 'Access Denied', 403, 'OdooCredentials'],
  ['werkzeug.exceptions.Unauthorized', 'Invalid apikey', 401, 'OdooCredentials'],
  ['odoo.http.SessionExpiredException', 'Session expired', 403, 'OdooSession'],
  ['odoo.exceptions.LockError', 'Cannot grab a lock on records', 409, 'OdooConcurrency'],
  [
    'psycopg2.errors.SerializationFailure',
    'could not serialize access due to concurrent update\n',
    500,
    'OdooConcurrency',
  ],
  ['psycopg2.errors.UniqueViolation', 'duplicate key value violates unique constraint', 500, 'OdooLostRace'],
  ['builtins.ValueError', `UniqueViolation('duplicate key value violates unique constraint "ir_model_data_module_name_uniq_index"\\n') while evaluating\n"p = env.context['payload']"`, 500, 'OdooLostRace'], // prettier-ignore
  ['builtins.ValueError', "Invalid field 'nofield' on model 'res.partner'", 500, 'OdooWrongCall'],
  ['builtins.ValueError', "Wrong value for x: 'UniqueViolation'", 500, 'OdooWrongCall'],
  ['werkzeug.exceptions.NotFound', "The method 'res.partner.no_method' does not exist", 404, 'OdooWrongCall'],
  ['werkzeug.exceptions.UnprocessableEntity', "missing a required argument: 'domain'", 422, 'OdooWrongCall'],
  ['psycopg2.OperationalError', 'FATAL:  database "nosuchdb" does not exist\n', 500, 'OdooServer'],
  ['builtins.ZeroDivisionError', 'division by zero', 500, 'OdooServer'],
];

describe('an error of Odoo is told by its name', () => {
  it.each(errors)('%s (%s) with status %i is an %s', (name, message, status, kind) => {
    for (const error of [
      errorFrom(() => readRpcAnswer('res.partner.write', rpcError(name, message))),
      errorFrom(() => readJson2Answer('res.partner.write', json2Error(status, name, message))),
    ]) {
      expect([error.name, error.facts]).toEqual([kind, { call: 'res.partner.write', odooName: name }]);
      const [first, ...further] = message.trim().split('\n');
      expect(error.message).toContain(first);
      for (const line of further) expect(error.message).not.toContain(line);
      expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(TRACEBACK);
    }
  });
});

const cutOff = (response: HttpResponse): HttpResponse => ({ ...response, body: response.body.slice(0, -2) });

describe('an answer that is not Odoo’s', () => {
  const answers: [string, HttpResponse, string][] = [
    ['a page that should be an answer', page(200), 'OdooServer'],
    ['a redirect to the login page', page(303), 'OdooServer'],
    ['a key that a proxy refuses', page(401), 'OdooCredentials'],
    ['a path or a database that is not there', page(404), 'OdooServer'],
    ['a call that is too large', page(413), 'OdooTooLarge'],
    ['too many calls', page(429), 'OdooServer'],
    ['a server that is starting', page(503), 'OdooServer'],
    ['a crash', page(500), 'OdooAmbiguous'],
    ['a proxy that lost the server', page(502), 'OdooAmbiguous'],
    ['a proxy that waited too long', page(504), 'OdooAmbiguous'],
    ['JSON that is cut off', cutOff(rpcResult({ ids: [31], messages: [] })), 'OdooAmbiguous'],
    ['JSON of a proxy', { ...json2Result({ error: 'upstream' }), status: 502 }, 'OdooAmbiguous'],
  ];
  it.each(answers)('%s', (_, response, kind) => {
    for (const read of [readRpcAnswer, readJson2Answer]) {
      const error = errorFrom(() => read('res.partner.create', response));
      expect([error.name, error.facts.odooName]).toEqual([kind, null]);
      expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(TRACEBACK);
    }
  });
});

describe('a result', () => {
  it('is null from a method that returns nothing, which JSON-RPC says by saying nothing', () => {
    expect(readRpcAnswer('stock.quant.action_apply_inventory', rpcResult())).toBeNull();
    expect(readJson2Answer('stock.quant.action_apply_inventory', json2Result(null))).toBeNull();
  });

  it('may be false, and keeps the digits of fractions', () => {
    expect(readRpcAnswer('account.move.action_post', rpcResult(false))).toBe(false);
    const price = { ...json2Result(null), body: '[{"id": 7, "price_total": 5.850000000000001}]' };
    expect(readJson2Answer('sale.order.read', price)).toEqual([
      { id: 7, price_total: new LosslessNumber('5.850000000000001') },
    ]);
  });

  it('is no wizard where none is expected', () => {
    const wizard = {
      name: 'Create Backorder?',
      type: 'ir.actions.act_window',
      res_model: 'stock.backorder.confirmation',
    };
    const error = errorFrom(() => refuseWizard('stock.picking.button_validate', wizard));
    expect(error).toBeInstanceOf(OdooWizard);
    expect((error as OdooWizard).model).toBe('stock.backorder.confirmation');
    const without = errorFrom(() => refuseWizard('x.y', { type: 'ir.actions.client', tag: 'reload' }));
    expect((without as OdooWizard).model).toBeNull();
    for (const answer of [true, null, [{ res_model: 'x' }], { id: 42, name: 'S00032', state: 'sale' }]) {
      expect(refuseWizard('sale.order.action_confirm', answer)).toBe(answer);
    }
  });
});

describe('a load that failed', () => {
  const failed = (message: object) => errorFrom(() => loadedIds('sale.order', { ids: false, messages: [message] }));

  it('names the field and what Odoo says of it', () => {
    const message = "No matching record found for database id '99999999' in field 'Customer'";
    const error = failed({ type: 'error', record: 1, field: 'partner_id', message });
    expect(error).toBeInstanceOf(OdooValidation);
    expect(error.message).toContain(`partner_id: ${message}`);
  });

  it('because another call made the same record is a lost race', () => {
    expect(failed({ type: 'error', message: 'could not serialize access due to concurrent update\n' }).name).toBe(
      'OdooLostRace',
    );
  });
});
