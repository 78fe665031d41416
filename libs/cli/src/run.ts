import type { Command, Surroundings } from './command.js';
import { deadLetters } from './dead-letters/dead-letters.js';
import { EXIT, Unreachable, UsageError } from './ending.js';
import { inventory } from './inventory/inventory.js';
import { odoo } from './odoo/odoo.js';
import { trace } from './trace/trace.js';

const COMMANDS: readonly Command[] = [deadLetters, odoo, trace, inventory];

/** Runs one command line. @returns the exit status, see ending.ts */
export async function run(argv: readonly string[], around: Surroundings): Promise<number> {
  const [name, ...rest] = argv;
  const command = COMMANDS.find((known) => known.name === name);
  if (name === undefined || isHelp(name)) return help(usage(), around);
  if (!command) return refuse(new UsageError(`"${name}" is no command; there are ${names().join(', ')}`), around);
  if (rest.length === 0 || rest.some(isHelp)) return help(command.usage, around);
  try {
    return await command.run(rest, around);
  } catch (error) {
    return refuse(error, around);
  }
}

function refuse(error: unknown, around: Surroundings): number {
  if (error instanceof UsageError) {
    around.complain(`penstock: ${error.message}\n\nnpx penstock --help`);
    return EXIT.usage;
  }
  if (error instanceof Unreachable) {
    around.complain(`penstock: ${error.message}`);
    return EXIT.unreachable;
  }
  throw error;
}

const names = (): string[] => COMMANDS.map(({ name }) => name);

const isHelp = (word: string): boolean => word === '--help' || word === '-h';

function help(text: string, around: Surroundings): number {
  around.print(text.trimEnd());
  return EXIT.ok;
}

function usage(): string {
  const width = Math.max(...names().map(({ length }) => length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `npx penstock <command>\n\n${lines.join('\n')}\n\nnpx penstock <command> --help says how it is used.`;
}
