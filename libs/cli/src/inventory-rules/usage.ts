export const USAGE = `npx penstock inventory rules <command>

  show                        the rules in force, as they were written, and how many listings follow them
  apply <file>                sets the rules of a YAML or JSON file, and waits until all listings follow them
  apply <file> --preview      what the file would change, channel by channel; changes nothing
  history                     every version there was: who set it, when and why
  rollback <version>          sets the rules of an earlier version again, as a new one; --preview as above

Deciding
  --reason TEXT               why; required, and kept for good
  --actor NAME                who; default is your user name on this machine
  --if-version N              only where version N is in force: the one you have seen
  --no-wait                   do not wait for the listings; they follow anyway

Looking
  --version N                 show version N instead of the one in force
  --limit N                   history of at most N versions, preview with at most N changes; default 20
  --json                      for programs

Where
  --url URL                   admin API of inventory-propagator; default is PENSTOCK_ADMIN_URLS, comma-separated
  PENSTOCK_ADMIN_TOKEN        the bearer token; never on the command line, where others could read it

Exit status: 0 done, 1 the rules were refused, 2 not understood, 3 the service was not reached or refused the token.
`;
