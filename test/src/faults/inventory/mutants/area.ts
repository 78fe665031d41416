import type { Area, Settings } from '../../../measuring/command.js';
import { withQuery } from '../../../measuring/query.js';
import { exactly, noted, type Row } from '../../../measuring/row.js';
import { withStack } from '../../messaging/with-stack.js';
import { playFault } from '../play.js';
import { nothing } from '../service-faults.js';
import { onFaultSite } from '../site.js';
import { isClean } from '../verdict.js';
import { mutants } from './mutants.js';

/** Proves that the checker of the inventory faults finds what it is there to find: nothing is struck, and the build is made wrong. */
export const inventoryMutants: Area = ({ seed, say }: Settings) =>
  withStack(
    say,
    (place) =>
      onFaultSite(place, { plays: 1 + mutants.length, rounds: 0 }, async (fault) => {
        const play = (nth: number) => playFault(nothing, { ...fault, nth, seed, usual: undefined });
        const right = await play(0);
        const rows: Row[] = [exactly('true build: holds', 1, Number(isClean(right.verdict)), '')];
        for (const [nth, { name, foundAs, sql, end }] of mutants.entries()) {
          say(`${name} …`);
          await withQuery(fault.site.databaseUrl, (query) => query(sql));
          const { verdict } = await play(nth + 1);
          await withQuery(fault.site.databaseUrl, (query) => query(end));
          const cases = verdict[foundAs];
          say(`${name}: ${cases.length} cases, such as: ${cases[0] ?? 'none'}`);
          rows.push(
            noted(`${name}: ${foundAs}`, cases.length, 'cases'),
            exactly(`${name}: found`, 1, Number(cases.length > 0), ''),
          );
        }
        return rows;
      }),
    (rows) => rows.every(({ pass }) => pass),
  );
