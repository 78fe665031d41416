import type { Row } from '../../measuring/row.js';
import type { Paces } from './contest.js';
import type { Scene } from './scene.js';

/** One question the measuring answers: a group of the table. */
export interface Part {
  /** Of `--only`. */
  readonly name: string;
  /** Heading of its rows. */
  readonly heading: string;
  /** Contestants whose paces it compares. */
  readonly needs: readonly string[];
  /** Rows out of those paces, and of what it measures itself. Rivals may be missing. */
  rows(paces: Paces, scene: Scene): Promise<readonly Row[]>;
}
