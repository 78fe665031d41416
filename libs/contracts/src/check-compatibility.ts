/**
 * Fails where a schema breaks a rule or cannot live with a version that was ever released.
 * Run as `node libs/contracts/dist/check-compatibility.js`; it exits 1 and names event, field, rule and remedy.
 */
import { join } from 'node:path';
import { command } from './command.js';
import { compatibilityFaults } from './compatibility/check.js';
import { unreleased } from './compatibility/release.js';
import { readEvents, schemasFolder } from './schema/read.js';

command(() => {
  const events = readEvents();
  const released = join(schemasFolder, 'released');
  const faults = compatibilityFaults(events, released);
  const changed = unreleased(events, released).map((event) => event.name);

  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length === 0)
    process.stdout.write(`${events.length} events are compatible with every released version.\n`);
  if (changed.length > 0) process.stdout.write(`Not released as they are: ${changed.join(', ')}.\n`);
  return faults.length > 0 ? 1 : 0;
});
