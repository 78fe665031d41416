export const USAGE = `npx penstock inventory drift [--channel C] [--limit N]
npx penstock inventory drift --run [--channel C] [--no-wait]

Where Odoo, the ledger and the channels differ, by cause and by what that puts at risk at list prices. What is in flight is no difference.

  --run                       compare now, and show how far it is until it is done; without it, what the last comparisons found
  --no-wait                   only begin
  --channel C                 with its kind, such as shopify:demo-shop; default is all
  --limit N                   so many differences, the dearest first; default is 20
  --reason TEXT               kept with the run
  --actor NAME                who asks; default is your name at this machine
  --url URL                   address of inventory-propagator's admin API, or of several; default is PENSTOCK_ADMIN_URLS
  --json                      for programs

PENSTOCK_ADMIN_TOKEN          the bearer token of the admin API

Exit status: 0 no difference stands open; 1 one does, or a comparison failed; 2 not understood; 3 the admin API was not reached.
`;
