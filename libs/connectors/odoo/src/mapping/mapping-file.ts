import { readFileSync } from 'node:fs';
import { decimalText } from '@penstock/domain';
import { parse } from 'yaml';
import { type MappedCompany, type MappedTax, type MappingFile, mappingFile } from './file-shape.js';

/** The mapping file is not usable; the message says which place of it and why. */
export class MappingFileError extends Error {
  override readonly name = 'MappingFileError';
}

/** @throws {MappingFileError} */
export function readMappingFile(path: string): MappingFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new MappingFileError(`the mapping file ${path} cannot be read: ${reason}`, { cause });
  }
  return parseMappingFile(text, path);
}

/** @param path for messages only @throws {MappingFileError} naming everything that is wrong at once */
export function parseMappingFile(text: string, path: string): MappingFile {
  const read = mappingFile.safeParse(parsedYaml(text, path));
  if (!read.success) {
    const problems = read.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
    throw new MappingFileError(`${path}: ${problems.join('; ')}`);
  }
  const doubles = doublesOf(read.data);
  if (doubles.length > 0) throw new MappingFileError(`${path}: ${doubles.join('; ')}`);
  return read.data;
}

/** YAML's failsafe schema leaves every scalar a text: https://yaml.org/spec/1.2.2/#101-failsafe-schema */
function parsedYaml(text: string, path: string): unknown {
  try {
    return parse(text, { schema: 'failsafe' });
  } catch (cause) {
    throw new MappingFileError(`${path} is not YAML: ${(cause as Error).message}`, { cause });
  }
}

/** What is said twice would be decided by its place in the file. */
function doublesOf({ companies }: MappingFile): string[] {
  const channels = companies.flatMap((company) => company.channels);
  return [
    ...twice(companies.map(({ name }) => name)).map((name) => `the company ${name} is there twice`),
    ...twice(channels).map((channel) => `the channel ${channel} belongs to two companies, or twice to one`),
    ...companies.flatMap((company) => doublesWithin(company).map((words) => `${company.name}: ${words}`)),
  ];
}

const doublesWithin = ({ taxes, carriers, payments, locations }: MappedCompany): string[] => [
  ...twice(taxes.map(taxInWords)).map((tax) => `${tax} is there twice`),
  ...twice(carriers.map(({ shipping }) => shipping)).map((shipping) => `the delivery ${shipping} is there twice`),
  ...twice(payments.map(({ gateway }) => gateway)).map((gateway) => `the gateway ${gateway} is there twice`),
  ...twice(locations.map(({ name }) => name)).map((name) => `the location ${name} is there twice`),
];

const twice = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

/** A tax as people say it, such as `tax VAT of 19%, included`. */
export function taxInWords({ title, rate, included }: Pick<MappedTax, 'title' | 'rate' | 'included'>): string {
  const name = title === undefined ? 'any tax' : `tax ${title}`;
  return `${name} of ${decimalText(rate.times('100'))}%, ${included ? 'included' : 'on top'}`;
}
