/** A page of metrics, and the guide to it, each as sorted lines, so that a difference is read at once. */
export interface Listed {
  /** Name on the page, type and unit: `penstock_messages_total counter {message}`. */
  readonly names: readonly string[];
  /** Name on the page and attribute: `penstock_messages_total outcome`. */
  readonly labels: readonly string[];
}

/** A row of the guide: name, type, unit, attributes. */
const ROW = /^\| `([\w.]+)` *\| (counter|gauge|histogram) *\| (?:`([^`]+)`)? *\| ([^|]*)\|/gm;

/** What the guide's tables say of every service. A service's own metrics are in a table with another column. */
export function listedIn(guide: string): Listed {
  const rows = [...guide.matchAll(ROW)].map(([, name = '', type = '', unit = '', attributes = '']) => ({
    name: underscored(name) + (type === 'counter' ? '_total' : ''),
    of: `${type} ${unit}`.trim(),
    attributes: [...attributes.matchAll(/`([\w.]+)`/g)].map(([, attribute = '']) => underscored(attribute)),
  }));
  return {
    names: rows.map(({ name, of }) => `${name} ${of}`).sort(),
    labels: rows.flatMap(({ name, attributes }) => attributes.map((attribute) => `${name} ${attribute}`)).sort(),
  };
}

/** What a page tells, with values or without. */
export function namesOn(page: string): string[] {
  const units = new Map([...page.matchAll(/^# UNIT (\w+) (.+)$/gm)].map(([, name, unit]) => [name, unit]));
  const types = page.matchAll(/^# TYPE (\w+) (\w+)$/gm);
  return [...types].map(([, name = '', type = '']) => `${name} ${type} ${units.get(name) ?? ''}`.trim()).sort();
}

/** Attributes that have values on a page. */
export function labelsOn(page: string): string[] {
  const found = new Set<string>();
  for (const [, name = '', labels = ''] of page.matchAll(/^(\w+)\{(.*)\} \S+$/gm))
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g))
      if (label !== 'le') found.add(`${name.replace(/_(bucket|count|sum)$/, '')} ${label}`);
  return [...found].sort();
}

const underscored = (name: string): string => name.replaceAll('.', '_');
