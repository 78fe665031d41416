import {
  checkOdoo,
  createOdooClient,
  MappingFileError,
  OdooError,
  type OdooCheck,
  readMappingFile,
  serverClock,
} from '@penstock/connector-odoo';
import { HttpAmbiguous, HttpUnavailable } from '@penstock/http';
import type { Command } from '../command.js';
import { EXIT, Unreachable, UsageError } from '../ending.js';
import { compare } from '../odoo-compare/compare.js';
import { describeCheck } from './describe-check.js';
import { type CheckLine, readCheckLine } from './odoo-settings.js';
import { USAGE } from './usage.js';

/** Whether an Odoo is as Penstock needs it, and whether what is known of it is true. */
export const odoo: Command = {
  name: 'odoo',
  summary: 'check that an Odoo has everything that the mapping file and the adapter need; compare everything with it',
  usage: USAGE,

  async run(argv, around) {
    if (argv[0] === 'compare') return compare(argv.slice(1), around);
    const line = readCheckLine(argv, around.env);
    const file = mappingOf(line.mapping);
    const check = await look(line, file);
    const { mapping: _, ...facts } = check;
    around.print(
      line.json
        ? JSON.stringify({ mapping: file.version, ...facts }, null, 2)
        : describeCheck(file, line.odoo.url, check),
    );
    return check.problems.length === 0 ? EXIT.ok : EXIT.failed;
  },
};

function mappingOf(path: string) {
  try {
    return readMappingFile(path);
  } catch (error) {
    if (error instanceof MappingFileError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** Odoo's own words say enough of a refusal; a traceback is never among them. */
async function look({ odoo: options }: CheckLine, file: ReturnType<typeof readMappingFile>): Promise<OdooCheck> {
  const client = createOdooClient(options);
  try {
    return await checkOdoo(client, file, serverClock(options.url));
  } catch (error) {
    if (error instanceof OdooError || error instanceof HttpUnavailable || error instanceof HttpAmbiguous)
      throw new Unreachable(error.message, { cause: error });
    throw error;
  } finally {
    client.close();
  }
}
