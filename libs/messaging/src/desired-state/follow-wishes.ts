/**
 * Makes a table of desired rows say since when each is wanted. Whoever wants something does not know whether the row's last wish was told already
 * (that is under the worker's lock, not under his); the database does.
 * @returns statements for a migration, in order; `wanted_since timestamptz NOT NULL DEFAULT now()` must be there
 */
export const followWishes = (table: string): readonly string[] => [
  `CREATE FUNCTION ${table}_wanted() RETURNS trigger LANGUAGE plpgsql AS
   $$ BEGIN NEW.wanted_since := clock_timestamp(); RETURN NEW; END $$`,
  `CREATE TRIGGER ${table}_wanted BEFORE UPDATE OF desired_version ON ${table} FOR EACH ROW
   WHEN (OLD.desired_version <= OLD.confirmed_version AND NEW.desired_version > NEW.confirmed_version)
   EXECUTE FUNCTION ${table}_wanted()`,
  // As the worker claims: by priority and age, and at times by age alone, which is also what the gauge of lateness reads.
  `CREATE INDEX ${table}_urgent ON ${table} (destination, priority, wanted_since) WHERE desired_version > confirmed_version`,
  `CREATE INDEX ${table}_oldest ON ${table} (destination, wanted_since) WHERE desired_version > confirmed_version`,
];

/** Takes {@link followWishes} back. */
export const unfollowWishes = (table: string): readonly string[] => [
  `DROP INDEX ${table}_urgent`,
  `DROP INDEX ${table}_oldest`,
  `DROP TRIGGER ${table}_wanted ON ${table}`,
  `DROP FUNCTION ${table}_wanted`,
];
