import { callWitness, type Witness } from '@penstock/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTasks, setAside, unsent } from '../system/messages.js';
import { startTestSystem, type TestSystem } from '../system/test-system.js';
import { badInput } from './bad-input.scenario.js';
import { demoSkus, shown } from './channels.js';
import { eventually } from './eventually.js';
import { halfMapped } from './half-mapped.scenario.js';
import { lostAnswers } from './lost-answers.scenario.js';
import { oneOrder } from './one-order.scenario.js';
import { outages } from './outage.scenario.js';
import { unknownSku } from './unknown-sku.scenario.js';

// One system for all scenarios, because starting it takes longer than most of them.
describe('the backbone, on real processes', () => {
  let system: TestSystem;
  let witness: Witness;

  beforeAll(async () => {
    system = await startTestSystem(console.info);
    witness = await callWitness(system.stack, 'witness');
  });

  afterAll(async () => {
    await witness?.leave();
    await system?.stop();
  });

  it('begins with both channels offering what Odoo has of each product', async () => {
    await eventually(async () => {
      const offers = await Promise.all(demoSkus.map((sku) => shown(system.shopify, system.woo, sku)));
      expect(offers).toEqual([120, 60, 45].map((pieces) => ({ shopify: pieces, woo: pieces })));
    });
  });

  oneOrder(() => system);
  badInput(() => system);
  unknownSku(
    () => system,
    () => witness,
  );
  outages(
    () => system,
    () => witness,
  );

  lostAnswers(() => system);
  halfMapped(() => system);

  it('ends with nothing left to send and nothing set aside but the bytes that are no event', async () => {
    await eventually(async () => expect(await unsent(system.sql)).toBe(0));
    const aside = (await setAside(system.sql)).map(({ service, state, code }) => `${service}: ${state}, ${code}`);
    expect(aside.sort()).toEqual(['inventory_propagator: dead, BAD_FRAME', 'odoo_adapter: dead, BAD_FRAME']);
    expect(await openTasks(system.sql)).toEqual([]);
  });
});
