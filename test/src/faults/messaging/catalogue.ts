import type { Fault } from './fault.js';
import { kills } from './kills/killed-at-a-point.js';

/** All faults, in the order they are played and printed. */
export const faults: readonly Fault[] = [...kills];
