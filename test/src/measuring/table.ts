/** Columns of text, aligned for a terminal; numbers to the right. */
export function table(head: readonly string[], lines: readonly (readonly (string | number)[])[]): string {
  const shown = [head, ...lines.map((line) => line.map(text))];
  const widths = head.map((_, column) => Math.max(...shown.map((line) => line[column]?.length ?? 0)));
  const isNumber = (row: number, column: number): boolean => typeof lines[row - 1]?.[column] === 'number';
  const aligned = (cell: string, row: number, column: number): string =>
    isNumber(row, column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return shown
    .map((line, row) =>
      line
        .map((cell, column) => aligned(cell, row, column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function text(cell: string | number): string {
  if (typeof cell === 'string') return cell;
  return Number.isInteger(cell) || Math.abs(cell) >= 100 ? Math.round(cell).toLocaleString('en-US') : cell.toFixed(2);
}
