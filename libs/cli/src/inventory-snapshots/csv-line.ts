/** A line of CSV without its end: https://www.rfc-editor.org/rfc/rfc4180 */
export const csvLine = (fields: readonly string[]): string => fields.map(quoted).join(',');

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
