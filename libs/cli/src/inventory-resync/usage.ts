export const USAGE = `npx penstock inventory resync <channel> [--watch] [--reason TEXT]
npx penstock inventory resync <channel> --status [--watch]
npx penstock inventory resync <channel> --cancel

Tells a channel all its listings again, after whatever changes meanwhile: after the channel lost data, was restored, or somebody changed
quantities there by hand. WooCommerce and Amazon are asked first, and told only what they show otherwise.

  <channel>                   with its kind, such as shopify:demo-shop
  --watch                     stay and show how far it is, until it ends
  --status                    only show how far the last one is
  --cancel                    end the one that is running; some thousand listings that wait are told all the same
  --reason TEXT               kept with the resync; needed to begin one
  --actor NAME                who decides; default is your name at this machine
  --url URL                   address of inventory-propagator's admin API, or of several; default is PENSTOCK_ADMIN_URLS
  --json                      for programs

PENSTOCK_ADMIN_TOKEN          the bearer token of the admin API

Exit status: 0 begun, or with --watch done; 1 refused or cancelled; 2 not understood; 3 the admin API was not reached.
`;
