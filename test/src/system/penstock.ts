import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { LOCAL_ADMIN_TOKEN, root } from '@penstock/local';
import type { TestSystem } from './test-system.js';

/** Runs `npx penstock …`, as the operator of the system does. */
export const penstock = (
  { adminUrls }: Pick<TestSystem, 'adminUrls'>,
  ...argv: readonly string[]
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, PENSTOCK_ADMIN_URLS: adminUrls.join(), PENSTOCK_ADMIN_TOKEN: LOCAL_ADMIN_TOKEN };
    const program = join(root, 'libs/cli/bin/penstock.mjs');
    execFile(process.execPath, [program, ...argv], { env }, (error, out, err) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
  });
