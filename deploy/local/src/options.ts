import { parseArgs } from 'node:util';

export interface StartOptions {
  /** Forget all data first. */
  readonly fresh: boolean;
  /** Play the day, stop everything, and let the exit status say whether the story came true. */
  readonly once: boolean;
  /** Ports are counted from here. */
  readonly portBase: number;
}

const USAGE = 'npm start -- [--fresh] [--once] [--port-base N]';

/** Throws an Error of one sentence when the arguments make no sense. */
export function parseOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  const { fresh, once, 'port-base': base } = parse(args);
  const portBase = Number(base ?? env['PENSTOCK_PORT_BASE'] ?? 4000);
  if (!Number.isInteger(portBase) || portBase < 1024 || portBase > 65_000) {
    throw new Error(
      `The port base must be a whole number from 1024 to 65000, not ${base ?? env['PENSTOCK_PORT_BASE']}.`,
    );
  }
  return { fresh, once, portBase };
}

function parse(args: readonly string[]): { fresh: boolean; once: boolean; 'port-base'?: string | undefined } {
  try {
    return parseArgs({
      args: [...args],
      options: {
        fresh: { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        'port-base': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message} (usage: ${USAGE})`, { cause: error });
  }
}
