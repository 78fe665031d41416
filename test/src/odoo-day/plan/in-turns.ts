import type { Random } from '../../measuring/random.js';

/** Mixes stories by chance, each in its own order: what happens to one order comes in the order in which it happened. */
export function inTurns<T>(stories: readonly (readonly T[])[], random: Random): T[] {
  const left = stories.map((story) => [...story]).filter((story) => story.length > 0);
  const mixed: T[] = [];
  while (left.length > 0) {
    const at = random.below(left.length);
    const next = left[at]?.shift();
    if (next !== undefined) mixed.push(next);
    if (left[at]?.length === 0) left.splice(at, 1);
  }
  return mixed;
}
