import type { Fault } from '../fault.js';
import { diskFull } from './disk-full.js';
import { lostOffset } from './lost-offset.js';
import { recordsDeleted, topicRecreated } from './out-of-range.js';

/** What nobody but a person can mend: an alarm by its name, nothing read and nothing changed until then. docs/runbooks/messaging.md has the repairs. */
export const alarmsAndRepairs: readonly Fault[] = [recordsDeleted, topicRecreated, lostOffset, diskFull];
