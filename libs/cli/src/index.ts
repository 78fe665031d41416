export { run, type Surroundings } from './run.js';
export { EXIT } from './usage.js';
