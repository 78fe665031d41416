import { describe, expect, it } from 'vitest';
import { describeStory, storyOf } from './story.js';

const ordered = { title: 'A customer orders', told: 'order #1001', cameTrue: true };
const reserved = {
  title: 'Stock is reserved',
  told: 'StockReserved was said 0 times instead of 2 within 60 s',
  cameTrue: false,
};

describe('the story of a day', () => {
  it('came true when every chapter did', () => {
    expect(storyOf(1, [ordered]).cameTrue).toBe(true);
    expect(describeStory(storyOf(1, [ordered]))).toBe('\nDay 1\n  ✓ A customer orders  order #1001\n');
  });

  it('says which chapter did not, and what was missing', () => {
    const story = storyOf(2, [ordered, reserved]);
    expect(story.cameTrue).toBe(false);
    expect(describeStory(story)).toContain('Day 2, which did not come true');
    expect(describeStory(story)).toContain(
      '✗ Stock is reserved  StockReserved was said 0 times instead of 2 within 60 s',
    );
  });
});
