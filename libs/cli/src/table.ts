/** Columns as wide as their widest cell, two blanks between them; control characters never reach the terminal. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows.map((row) => row.map(printable))];
  const widths = header.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Error messages and keys come from outside: one that moves the cursor could forge what an operator reads. */
export const printable = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');

export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

/** How long ago, in the largest unit that fits: `3d`, `4h`, `12min`, `8s`. */
export function ago(iso: string, nowMillis: number): string {
  const seconds = Math.max(0, Math.round((nowMillis - Date.parse(iso)) / 1000));
  if (seconds >= 172_800) return `${Math.floor(seconds / 86_400)}d`;
  if (seconds >= 7200) return `${Math.floor(seconds / 3600)}h`;
  if (seconds >= 120) return `${Math.floor(seconds / 60)}min`;
  return `${seconds}s`;
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
