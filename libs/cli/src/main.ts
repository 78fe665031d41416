import { userInfo } from 'node:os';
import { run } from './run.js';

// `npx penstock`: each command's usage is in its folder.

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  user: userInfo().username,
  print: (text) => void process.stdout.write(`${text}\n`),
  complain: (text) => void process.stderr.write(`${text}\n`),
});
