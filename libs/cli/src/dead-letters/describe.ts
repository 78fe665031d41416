import type { DeadLetter, DeadLetterDetail, Effects, Result } from '@penstock/messaging';
import { ago, plural, printable, shortened, table } from '../table.js';

const MESSAGE_WIDTH = 60;

const shortName = (eventType: string | null): string => eventType?.split('.').at(-1) ?? '(unreadable)';

export function describeList(letters: readonly DeadLetter[], nowMillis: number): string {
  if (letters.length === 0) return 'Nothing is set aside.';
  const rows = letters.map((letter) => [
    `${letter.service}/${letter.id}`,
    letter.state,
    ago(letter.since, nowMillis),
    shortName(letter.eventType),
    letter.key,
    String(letter.attempts),
    String(letter.followers),
    letter.error?.code ?? '',
    shortened(letter.error?.message ?? 'waits behind another of its key', MESSAGE_WIDTH),
  ]);
  const header = ['ID', 'STATE', 'AGE', 'EVENT', 'KEY', 'TRIES', 'BEHIND IT', 'CODE', 'ERROR'];
  return `${table(header, rows)}\n\n${plural(letters.length, 'message')}`;
}

export function describeLetter(letter: DeadLetterDetail): string {
  const { service, id, error, followers, facts, headers } = letter;
  const rows = [
    ['State', `${letter.state} since ${letter.since}, ${plural(letter.attempts, 'try', 'tries')}`],
    ['Event', `${letter.eventType ?? '(unreadable)'} ${letter.eventId ?? ''}`],
    ['Key', letter.key],
    ['Handler', letter.handler ?? '(none)'],
    ['Owner', letter.owner ?? '(unknown)'],
    ['Behind it', `${plural(followers, 'message')} of its key`],
    ['Trace', letter.traceId ?? '(none)'],
    ['Error', error ? `${error.code} (${error.kind}): ${error.message}` : '(none)'],
    ...Object.entries(facts).map(([name, value]) => [`  ${name}`, value]),
  ];
  const parts = [
    `${service}/${id}`,
    indented(table(['', ''], rows).trim()),
    section('Stack', letter.stack),
    section(
      'Headers',
      Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n'),
    ),
    section('Event', letter.event === null ? null : JSON.stringify(letter.event, null, 2)),
    section('Bytes', letter.event === null ? bytesOf(letter) : null),
    section(
      'Decided so far',
      letter.actions
        .map(({ at, actor, action, outcome, reason }) => `${at} ${actor}: ${action}, ${outcome}. ${reason}`)
        .join('\n'),
    ),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const bytesOf = ({ bytes }: DeadLetterDetail): string =>
  bytes === null ? 'not shown: they may hold personal data (--personal)' : `${bytes.length} bytes, ${bytes.hex}`;

const section = (title: string, text: string | null): string =>
  text === null || text === '' ? '' : `${title}\n${indented(text.split('\n').map(printable).join('\n'))}`;

const indented = (text: string): string => text.replace(/^/gm, '  ');

/** How a preview puts it. */
const WOULD: Readonly<Record<Result['outcome'], string>> = {
  done: 'would be done',
  skipped: 'would be skipped',
  repeated: 'was done before',
  failed: 'would fail',
  blocked: 'is blocked',
  gone: 'is gone',
  discarded: 'would be discarded',
};

export function describeResults(action: string, results: readonly Result[]): string {
  if (results.length === 0) return 'The filter finds nothing.';
  const rows = results.map((result) => [
    `${result.service}/${result.id}`,
    result.preview ? WOULD[result.outcome] : result.outcome,
    result.effects ? effectsOf(result.effects) : '',
    String(result.followers),
    result.error ? `${result.error.code}: ${shortened(result.error.message, MESSAGE_WIDTH)}` : (result.reason ?? ''),
  ]);
  const counts = [...Map.groupBy(results, ({ outcome }) => outcome)].map(([outcome, of]) => `${of.length} ${outcome}`);
  const isPreview = results.some(({ preview }) => preview);
  const note = isPreview
    ? `\nThis was a preview: nothing was changed. Add --reason and, for a filter, --yes to ${action}.`
    : '';
  return `${table(['ID', 'OUTCOME', 'EFFECT', 'BEHIND IT', 'WHY'], rows)}\n\n${counts.join(', ')}${note}`;
}

function effectsOf({ saves, events, tasks }: Effects): string {
  const count = ([name, times]: [string, number]): string => (times === 1 ? name : `${times} ${name}`);
  const parts = [
    ...Object.entries(saves).map((entry) => `saves ${count(entry)}`),
    ...Object.entries(events).map(([name, times]) => `says ${count([shortName(name), times])}`),
    ...Object.entries(tasks).map((entry) => `asks for ${count(entry)}`),
  ];
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}
