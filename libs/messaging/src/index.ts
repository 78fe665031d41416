export { defineHandler, type Given, type Handler } from './handling/handler.js';
export { done, skip, type Done, type Skip } from './handling/outcome.js';
export { type Cause, type Content, type Outgoing, say } from './handling/outgoing.js';
export { causeOf } from './handling/apply.js';
export * from './handling/content-rules.js';
export { Failure, Missing, Permanent, Transient, type Facts } from './errors.js';
export { type BulkItem, type BulkTask, defineBulkTask } from './tasks/bulk-task.js';
export { type Attempt, defineTask, once, type Once, type Task } from './tasks/task.js';
export { TaskLoop } from './tasks/task-loop.js';
export {
  type DesiredRow,
  type DesiredState,
  NotNow,
  type PushOutcome,
  THROTTLED,
} from './desired-state/desired-state.js';
export { followWishes, unfollowWishes } from './desired-state/follow-wishes.js';
export { DesiredStateLoop } from './desired-state/desired-state-loop.js';
export { UnitOfWork, type EventEncoder } from './unit-of-work/unit-of-work.js';
export { UnitsOfWork } from './unit-of-work/units-of-work.js';
export { type Loop, Loops } from './unit-of-work/loop.js';
export { Wake } from './unit-of-work/wake.js';
export type { KeepSaid, SaidEvent } from './unit-of-work/said-event.js';
export type { AdminSection } from './dead-letters/admin/admin-section.js';
export { DeadLetters, type Selection } from './dead-letters/dead-letters.js';
export type * from './dead-letters/dead-letter.js';
export type { OperatorAction } from './dead-letters/operator-actions.js';
export { MessagingModule } from './nest/messaging.module.js';
export { messagingSettings } from './nest/messaging-settings.js';
export { runService } from './nest/run-service.js';
export { schemaOf, type ServiceConfig, type ServiceDefinition } from './nest/service-definition.js';
export { migrate } from './migrate.js';
export { parse as parseQuery, parseBody } from './dead-letters/admin/shapes.js';
