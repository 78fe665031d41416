/**
 * Keeps a snapshot of every changed schema in `schemas/released/`, to be committed with the change.
 * Run as `node libs/contracts/dist/release.js`; it exits 1 and writes nothing where a schema is incompatible.
 */
import { join } from 'node:path';
import { command } from './command.js';
import { release } from './compatibility/release.js';
import { readEvents, schemasFolder } from './schema/read.js';

command(() => {
  const versions = release(readEvents(), join(schemasFolder, 'released'));
  process.stdout.write(versions.length > 0 ? `Released ${versions.join(', ')}.\n` : 'Nothing has changed.\n');
  return 0;
});
