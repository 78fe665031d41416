export const USAGE = `npx penstock odoo check [--mapping FILE] [--json]
npx penstock odoo compare [--watch | --status] [--json]

Looks whether an Odoo is as Penstock needs it: version, modules, the user's rights, companies, warehouses, currencies, taxes,
delivery methods, journals. Changes nothing, and prints what was found, what is missing, and how to set it up.

  --mapping FILE              the mapping file; default is ODOO_MAPPING_FILE
  --json                      for programs

Which Odoo, as the odoo-adapter reads it
  ODOO_URL                    address, without a path
  ODOO_DATABASE ODOO_USER
  ODOO_PASSWORD               password or API key; never on the command line, where others could read it
  ODOO_PROTOCOL               jsonrpc (default) | json2 | detect
  ODOO_LANGUAGE               of names in Odoo; default is the user's own

compare has odoo-adapter compare everything with Odoo now instead of at its interval: what looks missed is announced, and every level of
stock is reported, which shows where ledgers differ.

  --watch                     stay until it is through
  --status                    only show when everything was compared last
  --actor NAME                who asks; default is your name at this machine
  --url URL                   address of odoo-adapter's admin API, or of several; default is PENSTOCK_ADMIN_URLS
  PENSTOCK_ADMIN_TOKEN        the bearer token of the admin API

Exit status: 0 Odoo is as it must be, 1 something is missing, 2 not understood, 3 Odoo was not reached or refused the login.
`;
