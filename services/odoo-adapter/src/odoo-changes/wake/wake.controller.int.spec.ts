import { createHttpApp } from '@penstock/http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OdooBell } from './odoo-bell.js';
import { WAKE_SECRET, WakeController } from './wake.controller.js';

class Module {}

describe('the address that Odoo’s automation rules call', () => {
  let app: NestFastifyApplication;
  let url: string;
  let rings: number;

  const open = async (secret: string | undefined) => {
    rings = 0;
    const bell = new OdooBell();
    bell.ring = () => void (rings += 1);
    const providers = [{ provide: OdooBell, useValue: bell }, { provide: WAKE_SECRET, useValue: secret }]; // prettier-ignore
    app = await createHttpApp({ module: Module, controllers: [WakeController], providers });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  };
  beforeEach(() => open('s3cret'));
  afterEach(() => app.close());

  const call = async (path: string, body: string = '{"_id":5,"_model":"stock.picking"}') =>
    (await fetch(`${url}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })).status;

  it('rings, whatever the body says', async () => {
    expect(await call('/odoo/wake?key=s3cret')).toBe(204);
    expect(await call('/odoo/wake?key=s3cret', 'not json')).toBe(204);
    expect(rings).toBe(2);
  });

  it('is not there without the secret, nor for another one', async () => {
    expect(await call('/odoo/wake')).toBe(404);
    expect(await call('/odoo/wake?key=s3cre')).toBe(404);
    expect(await call('/odoo/wake?key=s3cret&key=s3cret')).toBe(404);
    expect(rings).toBe(0);
  });

  it('is not there at all where no secret is set', async () => {
    await app.close();
    await open(undefined);
    expect(await call('/odoo/wake?key=undefined')).toBe(404);
    expect(await call('/odoo/wake?key=')).toBe(404);
  });
});
