export { type Component, component } from './component.js';
export { removeStackData } from './data.js';
export { lockInstance, requireUnused } from './instance-lock.js';
export { freePort, requireFreePort, type StackPorts } from './ports.js';
export {
  type Exit,
  type ProcessPlan,
  type RunningProcess,
  endAllProcesses,
  logTail,
  startProcess,
} from './processes.js';
export { type SchemaToRegister, demandFullCompatibility, registerSchemas } from './setup.js';
export { StackError, type StackErrorCode } from './stack-error.js';
export { type Stack, type StackOptions, startStack } from './stack.js';
export { until } from './until.js';
