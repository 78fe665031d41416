/**
 * Writes what follows from `schemas/`: types, codecs, the catalogue as a module, Kafka's permissions, docs/events.md.
 * Run as `node libs/contracts/dist/generate.js`; with `--check` it writes nothing, names the files that differ and exits 1.
 * Nothing it imports uses what it writes, so it also runs where the generated files are wrong.
 */
import { join } from 'node:path';
import { command } from './command.js';
import { readSnapshots, sameSchema } from './compatibility/snapshots.js';
import { aclsOf } from './generator/acls.js';
import { type CatalogueFile, readCatalogue, readServices } from './generator/catalogue-files.js';
import { catalogueModule, entryOf } from './generator/catalogue-module.js';
import { catalogueFaults } from './generator/catalogue-rules.js';
import { differences, type Outputs, write } from './generator/outputs.js';
import { referencePage } from './generator/reference.js';
import { uniqueNameFaults } from './generator/type-names.js';
import {
  allEventsModule,
  commonModule,
  type EarlierVersion,
  earlierVersionsModule,
  eventModule,
  fileNameOf,
  indexModule,
} from './generator/typescript.js';
import { fullName } from './schema/avro.js';
import { sharedTypes } from './schema/paths.js';
import { type EventSchema, projectRoot, readEvents, schemasFolder } from './schema/read.js';
import { ruleFaults } from './schema/rules.js';

const FOLDER = 'libs/contracts/src/generated';

function outputs(): Outputs {
  const events = readEvents();
  const catalogue = readCatalogue();
  const faults = [
    ...events.flatMap(({ name, schema }) =>
      ruleFaults(schema).map(({ path, message }) => `${name}.${path}: ${message}`),
    ),
    ...uniqueNameFaults(events.map((event) => event.schema)),
    ...catalogueFaults(events, catalogue, readServices()),
  ];
  if (faults.length > 0) throw new Error(`schemas/ breaks its rules:\n  ${faults.join('\n  ')}`);

  const files = new Map(catalogue.map((file) => [file.context, file]));
  const shared = new Set(sharedTypes(events.map(({ schema }) => schema)).map(({ name }) => name));
  const result = new Map<string, string>();
  for (const event of events) {
    const file = files.get(event.context);
    if (!file) continue;
    result.set(`${FOLDER}/${fileNameOf(event.name)}.ts`, eventModule(event, entryOf(file, event.name), shared));
  }
  result.set(
    `${FOLDER}/earlier-versions.ts`,
    earlierVersionsModule(events.flatMap((event) => earlierThan(event, files))),
  );
  result.set(`${FOLDER}/common.ts`, commonModule(events));
  result.set(`${FOLDER}/all-events.ts`, allEventsModule(events));
  result.set(`${FOLDER}/catalogue.ts`, catalogueModule(catalogue));
  result.set(`${FOLDER}/index.ts`, indexModule(events));
  result.set(`${FOLDER}/acls.json`, `${JSON.stringify(aclsOf(catalogue), null, 2)}\n`);
  result.set('docs/events.md', referencePage(events, catalogue));
  return result;
}

function earlierThan(
  { name, context, schema }: EventSchema,
  files: ReadonlyMap<string, CatalogueFile>,
): EarlierVersion[] {
  const subject = `${files.get(context)?.topic.name}-${fullName(schema)}`;
  return readSnapshots(join(schemasFolder, 'released'), name)
    .filter((released) => !sameSchema(released.schema, schema))
    .map((released) => ({ subject, schema: released.schema }));
}

function main(check: boolean): number {
  const generated = outputs();
  const changed = differences(projectRoot, generated, FOLDER);
  if (!check) write(projectRoot, generated, FOLDER);
  for (const path of changed) process.stdout.write(`${check ? 'differs' : 'written'}: ${path}\n`);
  if (check && changed.length > 0) process.stdout.write('Run `npm run generate` and commit what it writes.\n');
  return check && changed.length > 0 ? 1 : 0;
}

command(() => main(process.argv.includes('--check')));
