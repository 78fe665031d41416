import { expect, it } from 'vitest';
import { Room } from './room.js';

it('is for those that have much waiting where the others have nothing', () => {
  const room = new Room(2400, 12);
  room.add(1100);
  expect(room.isFullFor(1100)).toBe(false);
  room.add(100);
  expect(room.isFullFor(1200)).toBe(true);
});

it('keeps a share for whoever has nothing yet', () => {
  const room = new Room(2400, 12);
  room.add(5000);
  expect(room.isFullFor(99)).toBe(false);
  expect(room.isFullFor(100)).toBe(true);
});

it('is free again when half is gone, of a share or of what all have', () => {
  const room = new Room(2400, 12);
  room.add(1200);
  expect(room.isFreeFor(51)).toBe(false);
  expect(room.isFreeFor(50)).toBe(true);
  room.add(-600);
  expect(room.isFreeFor(600)).toBe(true);
});
