import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileOf = (dataDir: string): string => join(dataDir, 'day');

/** The number of the day to be played on this data: one more than the last that was. */
export const nextDay = (dataDir: string): number =>
  existsSync(fileOf(dataDir)) ? Number(readFileSync(fileOf(dataDir), 'utf8')) + 1 : 1;

/** Remembers a day as begun, also if it then fails: its orders exist, and their numbers must not be used again. */
export const beginDay = (dataDir: string, day: number): void => writeFileSync(fileOf(dataDir), `${day}\n`);
