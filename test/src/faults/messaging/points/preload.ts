import { become } from '../mutants/become.js';
import { rewriteStatements } from './statements.js';
import { MUTANT, type Mutant, REPEATABLE_READ, STRIKE, STRIKE_FILE, type Strike } from './strike.js';
import { strikeAt } from './strike-at.js';

// Loaded into a service's process before its own program, with `node --import`: it breaks the process from within, by its environment.

const mutant = process.env[MUTANT];
if (mutant !== undefined) become(mutant as Mutant);

if (process.env[REPEATABLE_READ] !== undefined)
  rewriteStatements((_, text) =>
    text.startsWith('BEGIN') ? text.replace('READ COMMITTED', 'REPEATABLE READ') : undefined,
  );

const strike = process.env[STRIKE];
if (strike !== undefined) strikeAt(JSON.parse(strike) as Strike, process.env[STRIKE_FILE] ?? '');
