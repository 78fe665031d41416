import { readFileSync } from 'node:fs';
import { withProgress } from './progress.mjs';
import { root, runQuietly } from './run.mjs';

/** Installs what package-lock.json says, unless it is installed already. Throws an Error with npm's last words. */
export async function install() {
  if (isInstalled()) return;
  const { status, output } = await withProgress('Installing packages (npm ci)', () => runQuietly('npm', ['ci']));
  if (status === 0) return;
  if (/ENOSPC/.test(output)) throw new Error(`The disk of ${root} is full: make room for 2 GB and start again.`);
  const complaints = output.split('\n').filter((line) => /^npm error +\S/.test(line));
  throw new Error(`npm ci failed. It said:\n${complaints.slice(0, 12).join('\n')}`);
}

/**
 * npm notes what it installed in node_modules/.package-lock.json, the last thing it writes. Installed means: every package of the lock
 * file is in there, in the version that it demands. Packages for other systems (optional ones) are not.
 */
export function isInstalled() {
  const wanted = packages('package-lock.json');
  const present = packages('node_modules/.package-lock.json');
  return (
    wanted !== undefined &&
    present !== undefined &&
    Object.entries(wanted)
      .filter(([path, { optional }]) => path.includes('node_modules/') && !optional)
      .every(([path, { version, link }]) => present[path]?.version === version && present[path]?.link === link)
  );
}

function packages(file) {
  try {
    return JSON.parse(readFileSync(root + file, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
