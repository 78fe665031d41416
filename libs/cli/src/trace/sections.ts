import type { StockStory, Story, StoryMove } from '@penstock/connector-odoo';
import { shortened, table } from '../table.js';

export const MESSAGE_WIDTH = 90;

/** What every story has: what went wrong, who did what, and what was said. */
type Happened = Pick<Story & StockStory, 'exceptions' | 'tasks' | 'requests' | 'events'>;

/** The sections that end every story; empty texts where there is nothing. */
export const happened = (story: Happened): string[] => [
  section('Exceptions', ['TIME', 'KIND', 'WHAT', 'REMEDY'], exceptionsOf(story)),
  section('Tasks', ['BEGUN', 'TASK', 'STATE', 'TRIES', 'ASKED FOR BY', 'LAST FAILURE'], tasksOf(story)),
  section('Asked of Odoo', ['TIME', 'CALL', 'ANSWER', 'MS', 'RECORDS', 'TRACE'], requestsOf(story)),
  section('Said', ['TIME', 'EVENT', 'ABOUT', 'ID'], eventsOf(story)),
];

/** The move with the line of it. */
export const recordsOf = ({ move, record }: StoryMove): string => listed([move, record]);

export const route = ({ fromLocation, toLocation }: StoryMove): string =>
  `${fromLocation ?? 'outside'} → ${toLocation ?? 'outside'}`;

const exceptionsOf = ({ exceptions }: Happened): string[][] =>
  exceptions.map(({ at, kind, message, remedy }) => [timeOf(at), kind, message, remedy]);

const tasksOf = ({ tasks }: Happened): string[][] =>
  tasks.map(({ createdAt, name, state, attempts, eventId, failure }) => [
    timeOf(createdAt),
    name,
    state,
    String(attempts),
    eventId ?? '',
    failure ? `${failure.code}: ${shortened(failure.message, MESSAGE_WIDTH)}` : '',
  ]);

const requestsOf = ({ requests }: Happened): string[][] =>
  requests.map(({ at, model, method, outcome, millis, recordIds, traceId }) => [
    timeOf(at),
    `${model}.${method}`,
    outcome,
    String(millis),
    shortened(recordIds.join(' '), 30),
    traceId ?? '',
  ]);

const eventsOf = ({ events }: Happened): string[][] =>
  events.map(({ at, eventType, record, eventId }) => [timeOf(at), eventType, record ?? '', eventId]);

export const section = (title: string, header: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : `${title}\n${indented(table(header, rows))}`;

export const listed = (parts: readonly (string | null)[]): string => parts.filter(Boolean).join(', ');

export const indented = (text: string): string => text.replace(/^/gm, '  ');

/** Milliseconds are enough, and the database's own zone is UTC: `2026-11-21 19:20:27.743`. */
export const timeOf = (iso: string): string => new Date(iso).toISOString().replace('T', ' ').replace('Z', '');
