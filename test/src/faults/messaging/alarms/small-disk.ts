import { execFileSync } from 'node:child_process';
import { mkdirSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotHere } from '../fault.js';

/** A file system in memory, of its own size. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all its room but so many kilobytes. */
  fill(butKilobytes: number): void;
  /** Gives the room back. */
  makeRoom(): void;
  /** Takes it away, for everybody who still has files open there as soon as they have closed them. */
  unmount(): void;
}

/** @throws NotHere where this user may mount nothing */
export function mountSmallDisk(folder: string, megabytes: number, owner: { uid: number; gid: number }): SmallDisk {
  mkdirSync(folder);
  const options = `size=${megabytes}m,mode=700,uid=${owner.uid},gid=${owner.gid}`;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'penstock-faults', folder], { stdio: 'pipe' });
  } catch (error) {
    rmdirSync(folder);
    const [said] = ((error as { stderr?: Buffer }).stderr?.toString() ?? String(error)).split('\n');
    throw new NotHere(`a small disk cannot be mounted by this user (${said})`);
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill(butKilobytes) {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - butKilobytes * 1024)));
    },
    makeRoom: () => rmSync(ballast, { force: true }),
    unmount() {
      execFileSync('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
}
