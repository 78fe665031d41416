import { isoOf } from '@penstock/domain';
import type { UnitOfWork } from '@penstock/messaging';
import { compileRules } from './compile-rules.js';
import { knownFor } from './known.js';
import { ruleSets } from './rule-set.js';
import { readRules, type Remark } from './rules-document.js';

/** A decision of a person to set rules. */
export interface NewRules {
  /** YAML or JSON. */
  readonly document: string;
  readonly actor: string;
  readonly reason: string;
  /** The version the person has seen: any other in force is refused. */
  readonly ifVersion?: number | undefined;
  /** The version whose document this is. */
  readonly restores?: number;
}

export interface RulesSet {
  readonly version: number;
  /** False where the rules in force say the same: there is no new version. */
  readonly changed: boolean;
  readonly warnings: readonly Remark[];
}

/** Somebody else has set rules meanwhile. */
export class RulesMoved extends Error {
  override readonly name = 'RulesMoved';

  constructor(readonly version: number) {
    super(`version ${version} is in force by now: look at it before you put yours in its place`);
  }
}

/**
 * Sets rules: they count from the commit on, and the listings follow in slices.
 * @param channels names in the channels file
 * @throws {RulesRefused} naming every wrong member @throws {RulesMoved}
 */
export async function setRules(unit: UnitOfWork, channels: readonly string[], wanted: NewRules): Promise<RulesSet> {
  const document = readRules(wanted.document);
  const inForce = await unit.lock(ruleSets.one({ scope: 'entity' }));
  if (wanted.ifVersion !== undefined && BigInt(wanted.ifVersion) !== inForce.version)
    throw new RulesMoved(Number(inForce.version));
  const { rules, warnings } = compileRules(document, await knownFor(unit.transaction, document, channels));
  const compiled = JSON.stringify(rules);
  if (inForce.version > 0n && compiled === inForce.compiled)
    return { version: Number(inForce.version), changed: false, warnings };
  const version = inForce.version + 1n;
  unit.save(ruleSets.save({ ...inForce, version, compiled }));
  // Not by a save, which would also replace: the history takes no change, not even the attempt.
  await unit.transaction.query(
    `INSERT INTO rule_set_version (version, document, compiled, actor, reason, restores, set_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[version.toString(), wanted.document, compiled, wanted.actor, wanted.reason],
      ...[wanted.restores ?? null, isoOf(unit.now)],
    ],
  );
  return { version: Number(version), changed: true, warnings };
}
