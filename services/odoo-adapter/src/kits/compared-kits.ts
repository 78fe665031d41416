import type { Part } from '../full-comparison/part.js';
import type { KitFollower } from './follow-kits.js';

/** All kits, in one page: there are few. */
export class ComparedKits implements Part {
  readonly name = 'kits';

  constructor(private readonly kits: Pick<KitFollower, 'takeAll'>) {}

  async next(): Promise<null> {
    await this.kits.takeAll();
    return null;
  }
}
