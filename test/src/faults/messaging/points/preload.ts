import { STRIKE, STRIKE_FILE, type Strike } from './strike.js';
import { strikeAt } from './strike-at.js';

// Loaded into a service's process before its own program, with `node --import`: it breaks the process from within, by its environment.

const strike = process.env[STRIKE];
if (strike !== undefined) strikeAt(JSON.parse(strike) as Strike, process.env[STRIKE_FILE] ?? '');
