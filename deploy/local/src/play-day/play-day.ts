import { randomUUID } from 'node:crypto';
import { type Chapter, type Story, storyOf } from '../story.js';
import type { System } from '../system.js';
import { chapters } from './chapters.js';
import type { Scene } from './scene.js';
import { shopsAt } from './shops.js';
import { warehouseOf } from './warehouse.js';
import { callWitness } from './witness.js';

/**
 * Plays one small retail day through the whole system: customers and warehouse act on the stand-ins, and each chapter waits for what the
 * system is to make of it. A chapter that does not come true says what was missing, and those that build on it are left out.
 */
export async function playDay(system: System, day: number): Promise<Story> {
  const witness = await callWitness(system.stack, `penstock-story-${day}-${randomUUID()}`);
  const { ports, odoo, tracesUrl } = system;
  const scene: Scene = { day, witness, shops: shopsAt(ports), warehouse: warehouseOf(odoo), odoo, ports, tracesUrl };
  const told: Chapter[] = [];
  try {
    for (const { title, play } of chapters) {
      const chapter = await tell(title, () => play(scene));
      if (chapter) told.push(chapter);
      if (chapter && !chapter.cameTrue) break;
    }
  } finally {
    await witness.leave();
  }
  return storyOf(day, told);
}

async function tell(title: string, play: () => Promise<string | undefined>): Promise<Chapter | undefined> {
  try {
    const told = await play();
    return told === undefined ? undefined : { title, told, cameTrue: true };
  } catch (error) {
    return { title, told: (error as Error).message, cameTrue: false };
  }
}
