import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StackError } from './stack-error.js';

/** PostgreSQL's programs and data, and whom they run as (undefined: as ourselves). */
export interface PostgresHome {
  readonly bin: string;
  readonly data: string;
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

/** Sticky, world-enterable, and kept over a reboot, unlike /tmp. */
const ENTERABLE = '/var/tmp';

/**
 * PostgreSQL refuses to run as root, so for root it runs as the user `postgres`, or as `nobody` where there is none: we add no users to a
 * machine. That user must reach its programs and data, which it cannot inside a clone that only root may enter (below /root, or made by
 * `mktemp -d`). Then both live in /var/tmp: the programs once, the data in a folder named after the hash of the data folder's path.
 */
export function postgresHome(dataDir: string, programs: string, version: string): PostgresHome {
  if (process.getuid?.() !== 0) return { bin: join(programs, 'bin'), data: join(dataDir, 'postgres'), user: undefined };
  const user = unprivilegedUser();
  const canEnter = (folder: string): boolean => spawnSync('test', ['-x', folder], { ...user, cwd: '/' }).status === 0;
  const bin = canEnter(join(programs, 'bin')) ? programs : copiedPrograms(programs, version);
  const folder = canEnter(dataDir) ? dataDir : ownFolder(dataFolderElsewhere(dataDir));
  const data = join(folder, 'postgres');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  chownSync(data, user.uid, user.gid);
  return { bin: join(bin, 'bin'), data, user };
}

/** Where PostgreSQL's data lives when its user cannot enter the data folder itself. */
export const dataFolderElsewhere = (dataDir: string): string =>
  join(ENTERABLE, `penstock-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16)}`);

function unprivilegedUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue; // `id` exits with 1 when there is no such user
    }
  }
  throw new StackError(
    'no-postgres-user',
    'PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as; add one (`useradd --system postgres`).',
  );
}

function copiedPrograms(programs: string, version: string): string {
  const folder = join(ENTERABLE, `penstock-postgresql-${version}-${process.arch}`);
  if (existsSync(folder)) return ownFolder(folder);
  const temporary = `${folder}.${process.pid}`;
  cpSync(programs, temporary, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // otherwise another process was quicker
  }
  return ownFolder(folder);
}

/** In a folder that everybody may write to, the name might have been taken by somebody else: trust it only if it is ours. */
function ownFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== 0) {
    throw new StackError(
      'unsafe-folder',
      `${folder} in ${dirname(folder)} does not belong to root; remove it and try again.`,
    );
  }
  return folder;
}
