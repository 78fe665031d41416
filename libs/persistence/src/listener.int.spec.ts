import { freshDatabase } from '@penstock/testing/stack/vitest';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Listener } from './listener.js';
import { passageTo } from './passage.fixture.js';

/** A listener on a way that can be blocked, and what it was told. */
async function aListener() {
  const passage = await passageTo(await freshDatabase());
  const told: string[] = [];
  const listener = new Listener({
    url: passage.url,
    channel: 'spec',
    applicationName: 'spec',
    onNotified: (payload) => void told.push(payload),
    onListening: () => void told.push('listening'),
  });
  return { passage, listener, told };
}

async function millisOf(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

describe('a listener', () => {
  it('stops within a moment though the database does not answer its goodbye', async () => {
    const { passage, listener, told } = await aListener();
    listener.start();
    await vi.waitUntil(() => told.includes('listening'));
    passage.swallow();
    expect(await millisOf(() => listener.stop())).toBeLessThan(3000);
  });

  it('stops within a moment though the database has not answered since it was called', async () => {
    const { passage, listener } = await aListener();
    passage.freeze();
    listener.start();
    await vi.waitUntil(() => passage.connections > 0);
    expect(await millisOf(() => listener.stop())).toBeLessThan(3000);
  });

  it('stops at once when the database answers', async () => {
    const { listener, told } = await aListener();
    onTestFinished(() => listener.stop());
    listener.start();
    await vi.waitUntil(() => told.includes('listening'));
    expect(await millisOf(() => listener.stop())).toBeLessThan(900);
  });
});
