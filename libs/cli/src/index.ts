export type { Surroundings } from './command.js';
export { EXIT } from './ending.js';
export { run } from './run.js';
