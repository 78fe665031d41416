export const USAGE = `npx penstock dead-letters <command>

  list                        messages that failed and were set aside
  show <id>                   one of them: error, stack, headers, event, what was decided
  replay <id>… | <filter>     try again; of a filter only a preview, unless --yes
  discard <id>… | <filter>    set aside for good; of a filter only a preview, unless --yes

An id is what list prints: <service>/<topic>/<partition>/<offset>.

Filter
  --service NAME --topic NAME --key KEY --event-type NAME --error-code CODE
  --state dead|waiting|discarded|all       default dead
  --from TIME --to TIME                    ISO 8601 with an offset, such as 2026-11-21T09:00:00Z

Deciding
  --reason TEXT               why; required, and kept for good
  --actor NAME                who; default is your user name on this machine
  --preview                   say what would happen, and change nothing
  --yes                       decide about everything that the filter finds
  --rate N                    replays a second, in each service

Looking
  --limit N                   list at most N messages of each service; default 50
  --personal                  show personal data; needs --reason, and is recorded
  --json                      for programs

Where
  --url URL                   admin API of a service, repeatable; default is PENSTOCK_ADMIN_URLS, comma-separated
  PENSTOCK_ADMIN_TOKEN        the bearer token; never on the command line, where others could read it

Exit status: 0 done, 1 something failed, 2 not understood, 3 a service was not reached or refused the token.
`;
