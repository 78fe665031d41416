import type { Row } from './row.js';
import type { Spread } from './spread.js';
import { table } from './table.js';

const HEAD = ['', 'value', 'unit', 'from – to', 'against', 'from – to', 'ratio', 'goal', ''];

/** Rows as a table for people, each group under its heading. */
export function report(rows: readonly Row[]): string {
  const lines = rows.flatMap((row, at) => {
    const begins = row.group !== undefined && row.group !== rows[at - 1]?.group;
    return [...(begins ? [[''], [row.group.toUpperCase()]] : []), cells(row)];
  });
  return table(HEAD, lines);
}

const cells = ({ name, value, unit, spread, against, againstSpread, ratio, goal, pass }: Row): (string | number)[] => [
  name,
  value,
  unit,
  range(spread),
  against ?? '',
  range(againstSpread),
  ratio ?? '',
  goal ?? '',
  goal === null ? '' : pass ? 'held' : 'MISSED',
];

const range = (spread: Spread | undefined): string => (spread ? `${shown(spread.min)} – ${shown(spread.max)}` : '');

const shown = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2));
