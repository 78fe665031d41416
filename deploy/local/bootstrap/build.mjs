import { withProgress } from './progress.mjs';
import { node24, runQuietly, tool } from './run.mjs';

/** Compiles what changed since the last time. Throws an Error with the compiler's words. */
export async function build() {
  const { status, output } = await withProgress('Compiling', () => runQuietly(node24, [tool('tsc'), '-b']));
  if (status !== 0) throw new Error(`Penstock does not compile:\n${output}`);
}
