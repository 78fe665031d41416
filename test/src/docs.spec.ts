import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { allEvents, catalogueOf, DeadLettered, ExceptionRaised } from '@penstock/contracts';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const pages = globSync(['*.md', 'docs/**/*.md', 'deploy/*.md', 'libs/*/README.md', 'services/*/README.md'], {
  cwd: root,
  exclude: (name) => name.includes('node_modules'),
});
const text = (page: string): string => readFileSync(join(root, page), 'utf8');

/** `[words](target)`, leaving out addresses elsewhere and places within the page. */
const linksOf = (page: string): string[] =>
  [...text(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));

describe('the documentation', () => {
  it.each(pages)('%s links to files that are there', (page) => {
    const broken = linksOf(page).filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(broken).toEqual([]);
  });

  it('follows one order through files that are there', () => {
    const missing = [...text('docs/architecture.md').matchAll(/`([\w./-]+\.ts)`/g)]
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(join(root, path)) && !isWithin(path));
    expect(missing).toEqual([]);
  });
});

describe('the architecture’s table of services', () => {
  const rows = text('docs/architecture.md').matchAll(/^\| ([a-z]+-[a-z]+) \|[^|]+\|([^|]*)\|([^|]*)\|$/gm);
  const table = [...rows].map(([, name = '', hears = '', says = '']) => ({
    name,
    hears: named(hears),
    says: named(says),
  }));
  const common: readonly object[] = [ExceptionRaised, DeadLettered];
  const own = allEvents.filter((event) => !common.includes(event));

  it('has every service', () => {
    expect(table.map(({ name }) => name).sort()).toEqual(globSync('*', { cwd: join(root, 'services') }).sort());
  });

  it.each(table)('says what $name hears and says', ({ name, hears, says }) => {
    const where = (role: 'consumers' | 'producers') =>
      own.filter((event) => catalogueOf(event)[role].includes(name)).map(({ name: full }) => full.replace(/.*\./, ''));
    expect({ hears, says }).toEqual({ hears: where('consumers').sort(), says: where('producers').sort() });
  });
});

/** Names with commas between them. */
function named(cell: string): string[] {
  return cell
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .sort();
}

describe('code in the documentation', () => {
  it.each(pages.flatMap(quotedIn))('in %s is what %s holds', (_, path, code) => {
    expect(code).toBe(readFileSync(join(root, path), 'utf8'));
  });
});

/** Blocks of code that name a file behind their language: page, file, code. */
function quotedIn(page: string): [string, string, string][] {
  const blocks = text(page).matchAll(/^```\w+ (\S+\/\S+)\n(.*?)^```$/gms);
  return [...blocks].map(([, path = '', code = '']) => [page, path, code]);
}

/** A file named by its end only, such as `judge.ts`, is somewhere in the services or libraries. */
const isWithin = (path: string): boolean => globSync(`{services,libs}/**/src/**/${path}`, { cwd: root }).length > 0;
