import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Generated files by their path below the project. */
export type Outputs = ReadonlyMap<string, string>;

/** Paths that are missing, different, or left over in the generated folder. */
export function differences(root: string, outputs: Outputs, folder: string): string[] {
  const changed = [...outputs].filter(([path, text]) => read(join(root, path)) !== text).map(([path]) => path);
  return [...changed, ...leftOver(root, outputs, folder)].sort();
}

export function write(root: string, outputs: Outputs, folder: string): void {
  for (const path of leftOver(root, outputs, folder)) rmSync(join(root, path));
  for (const [path, text] of outputs) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    if (read(join(root, path)) !== text) writeFileSync(join(root, path), text);
  }
}

function leftOver(root: string, outputs: Outputs, folder: string): string[] {
  mkdirSync(join(root, folder), { recursive: true });
  return readdirSync(join(root, folder))
    .map((name) => `${folder}/${name}`)
    .filter((path) => !outputs.has(path));
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
