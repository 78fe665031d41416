import type { MappingFile, OdooCheck } from '@penstock/connector-odoo';
import { plural, printable, table } from '../table.js';

/** Everything that a look at Odoo came to, for people. */
export function describeCheck(file: MappingFile, url: string, check: OdooCheck): string {
  const { version, user, found, problems, warnings } = check;
  const head = `Odoo ${version} at ${url}, as user ${user.login} (${user.id}); mapping ${file.version}`;
  const rows = [...Map.groupBy(found, ({ company }) => company)].flatMap(([company, ofCompany]) =>
    ofCompany.map(({ what, model, id, name }) => [company ?? '', what, `${model} ${id}`, name]),
  );
  return [
    head,
    rows.length > 0 ? table(['COMPANY', 'MAPPED', 'IN ODOO', 'NAME THERE'], rows) : '',
    section('Missing or wrong', problems),
    section('Worth a look', warnings),
    problems.length === 0
      ? 'Odoo is as the mapping needs it.'
      : `${plural(problems.length, 'problem')}: nothing is written to Odoo until none is left.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function section(title: string, list: OdooCheck['problems'] | OdooCheck['warnings']): string {
  if (list.length === 0) return '';
  const entries = list.map(({ code, company, problem, remedy }) => {
    const where = company === null ? '' : `${company}: `;
    return `  ${code}  ${printable(where + problem)}\n      ${printable(remedy)}`;
  });
  return `${title}\n${entries.join('\n')}`;
}
