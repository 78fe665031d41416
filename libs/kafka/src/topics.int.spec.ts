import { Admin } from '@platformatic/kafka';
import { describe, expect, it, onTestFinished } from 'vitest';
import { asAdmin, aTopic, broker } from './kafka.fixture.js';
import { createTopics } from './topics.js';

const definition = (name: string) => ({ name, partitions: 3, config: { 'retention.ms': '60000' } });

/** Kafka's own name for what was made, which another topic of the same name does not have (KIP-516). */
async function idOf(topic: string): Promise<string | undefined> {
  const admin = new Admin({ clientId: 'spec', bootstrapBrokers: [broker()] });
  const { topics } = await admin.metadata({ topics: [topic] }).finally(() => admin.close());
  return topics.get(topic)?.id;
}

/** What was rejected in this process with nobody to hear it. */
function unheard(): unknown[] {
  const found: unknown[] = [];
  const note = (reason: unknown) => void found.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  return found;
}

describe('topics', () => {
  it('are made while others have just been deleted, round after round, and nothing is left behind that nobody hears of', async () => {
    const rejections = unheard();
    let names: string[] = await Promise.all([aTopic(3), aTopic(3), aTopic(3)]);
    for (let round = 1; round <= 10; round += 1) {
      await asAdmin((admin) => admin.deleteTopics({ topics: names }));
      names = names.map((name) => `${name.slice(0, 14)}-${round}`);
      expect(await createTopics([broker()], names.map(definition))).toEqual(names);
    }
    expect(rejections).toEqual([]);
  });

  it('of a name that was deleted this moment are made anew, and have another id', async () => {
    const name = await aTopic(3);
    const ids = new Set([await idOf(name)]);
    for (let round = 1; round <= 10; round += 1) {
      await asAdmin((admin) => admin.deleteTopics({ topics: [name] }));
      expect(await createTopics([broker()], [definition(name)])).toEqual([name]);
      ids.add(await idOf(name));
    }
    expect(ids.size).toBe(11);
  });

  it('that exist are left as they are', async () => {
    const name = await aTopic(2);
    expect(await createTopics([broker()], [definition(name)])).toEqual([]);
    expect(await asAdmin((admin) => admin.fetchTopicOffsets(name))).toHaveLength(2);
  });
});
