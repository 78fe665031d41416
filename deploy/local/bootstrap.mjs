// Every npm script begins here, on a clone where nothing has been done yet: so this file and ./bootstrap/ are plain JavaScript that
// any Node from 20.19 on can run, without a dependency. They see to it that everything is there, and hand over to the compiled program.
import { build } from './bootstrap/build.mjs';
import { install } from './bootstrap/install.mjs';
import { checkPreconditions } from './bootstrap/preconditions.mjs';
import { runForeground, node24, tool } from './bootstrap/run.mjs';
import { verify } from './bootstrap/verify.mjs';

/** kafkajs 2.2.4 computes a delay below zero when it is idle (tulios/kafkajs#1751); Node takes it as none, and says so each time. */
const quiet = ['--disable-warning=TimeoutNegativeWarning'];

/** What each command runs once packages are installed and sources compiled; resolves to its exit status. */
const commands = {
  start: (args) => runForeground(node24, [...quiet, 'deploy/local/dist/start.js', ...args]),
  setup: (args) => runForeground(node24, ['deploy/local/dist/setup.js', ...args]),
  test: (args) => runForeground(node24, [tool('vitest'), 'run', ...args]),
  verify,
  bench: (args) => runForeground(node24, [...quiet, 'test/dist/bench.js', ...args]),
  faults: (args) => runForeground(node24, [...quiet, 'test/dist/faults.js', ...args]),
};

const [name = '', ...args] = process.argv.slice(2);
try {
  const command = commands[name];
  if (!command) throw new Error(`There is no command "${name}"; there are ${Object.keys(commands).join(', ')}.`);
  await checkPreconditions();
  await install();
  await build();
  process.exitCode = await command(args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (name === 'verify') console.log('0 passed, 1 failed'); // scripts read the last line, whatever happened
  process.exitCode = 1;
}
