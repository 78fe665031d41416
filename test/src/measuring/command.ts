import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Circumstances, circumstances } from './circumstances.js';
import { report } from './report.js';
import type { Row } from './row.js';

/** Options of every measuring command; each area reads those it knows. */
const OPTIONS = {
  json: { type: 'string' },
  seed: { type: 'string' },
  events: { type: 'string' },
  orders: { type: 'string' },
  minutes: { type: 'string' },
  only: { type: 'string' },
  rounds: { type: 'string' },
  'without-rivals': { type: 'boolean', default: false },
} as const;

export interface Settings {
  readonly seed: number;
  readonly events: number | undefined;
  readonly orders: number | undefined;
  /** How long something lasts that is played. */
  readonly minutes: number | undefined;
  /** Parts of an area by their names, which the area knows; all of them where undefined. */
  readonly only: readonly string[] | undefined;
  /** How often each side of a comparison is measured, in turn. */
  readonly rounds: number | undefined;
  readonly withRivals: boolean;
  /** Progress, a line at a time, beside the table. */
  readonly say: (line: string) => void;
}

/** Measures one area: brings up what it needs, takes it down, and returns what it found. */
export type Area = (settings: Settings) => Promise<readonly Row[]>;

/** What `--json` writes. */
export interface Findings extends Circumstances {
  readonly command: string;
  readonly area: string;
  readonly seed: number;
  readonly args: readonly string[];
  readonly rows: readonly Row[];
}

const MISUSED = 2;

/**
 * Runs `npm run <command> -- <area> [options]`. Prints the rows as a table, writes them to the file of `--json`, and resolves to the exit
 * status: 0, 1 when a goal is missed, 2 when the arguments make no sense.
 */
export async function measure(command: string, areas: Readonly<Record<string, Area>>, args: string[]): Promise<number> {
  const parsed = parse(args);
  const area = areas[parsed.area ?? ''];
  if (!area || parsed.problem !== undefined) {
    if (parsed.problem !== undefined) console.error(parsed.problem);
    console.error(`Usage: npm run ${command} -- <area> [--json FILE] …; areas: ${Object.keys(areas).join(', ')}`);
    return MISUSED;
  }
  const found: Omit<Findings, 'rows'> = {
    command,
    area: parsed.area ?? '',
    seed: parsed.settings.seed,
    args,
    ...circumstances(),
  };
  const rows = await area(parsed.settings);
  console.log(`\n${report(rows)}`);
  if (parsed.json !== undefined) writeFileSync(parsed.json, `${JSON.stringify({ ...found, rows }, null, 2)}\n`);
  return rows.every(({ pass }) => pass) ? 0 : 1;
}

function parse(args: string[]): {
  area?: string | undefined;
  json?: string | undefined;
  settings: Settings;
  problem?: string;
} {
  const say = (line: string): void => console.error(line);
  const nothing: Settings = {
    ...{ seed: 1, events: undefined, orders: undefined, minutes: undefined },
    ...{ only: undefined, rounds: undefined, withRivals: true, say },
  };
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    return {
      area: positionals[0],
      json: values.json,
      settings: {
        seed: count('seed', values.seed) ?? 1,
        events: count('events', values.events),
        orders: count('orders', values.orders),
        minutes: count('minutes', values.minutes),
        only: values.only?.split(','),
        rounds: count('rounds', values.rounds),
        withRivals: !values['without-rivals'],
        say,
      },
    };
  } catch (error) {
    return { settings: nothing, problem: (error as Error).message };
  }
}

function count(name: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new Error(`--${name} must be a whole number above 0, not ${given}.`);
  return Number(given);
}
