import { afterAll, beforeAll, describe } from 'vitest';
import { crashes } from './process/crash.scenario.js';
import { drains } from './process/drain.scenario.js';
import { tellsItsHealth } from './process/health.scenario.js';
import { tellsItsFigures } from './process/metrics.scenario.js';
import { type ProcessSystem, startProcessSystem } from './process/process-system.js';

// One stack for all scenes; each has topics and a database of its own.
describe('one process of a service', () => {
  let system: ProcessSystem;

  beforeAll(async () => {
    system = await startProcessSystem();
  });
  afterAll(() => system?.stop());

  drains(() => system);
  tellsItsHealth(() => system);
  tellsItsFigures(() => system);
  crashes(() => system);
});
