export const USAGE = `npx penstock inventory listings [list] [--channel C] [--sku SKU] [--deleted] [--limit N]
npx penstock inventory listings problems [--channel C]
npx penstock inventory listings import <file> --reason TEXT
npx penstock inventory listings map <channel> <ref> <sku> --reason TEXT
npx penstock inventory listings unmap <channel> <ref> --reason TEXT
npx penstock inventory listings end <channel> <ref> --reason TEXT
npx penstock inventory listings history <channel> <ref>

Which product each listing of a channel stands for. The channel says so itself, a file does, or a person decides; where they contradict each
other, the listing is among the problems until they agree or somebody decides. One that the channel has no more is ended: it is told nothing,
until somebody names it again.

  <file>                      CSV; its first row names the columns destination, ref, sku, barcode, title. Good rows are taken, every
                              other is named with its line and what to do. Sending it again does no harm
  <channel>                   with its kind, such as shopify:demo-shop
  <ref>                       what the channel calls it: Shopify's inventory item, WooCommerce's product or product/variation, Amazon's SKU
  --deleted                   only those that the channel has no more
  --limit N                   1 to 1000; default is 100
  --reason TEXT               kept with the decision or the import
  --actor NAME                who decides; default is your name at this machine
  --url URL                   address of inventory-propagator's admin API, or of several; default is PENSTOCK_ADMIN_URLS
  --json                      for programs

PENSTOCK_ADMIN_TOKEN          the bearer token of the admin API

Exit status: 0 done; 1 rows were refused, or a decision was; 2 not understood; 3 the admin API was not reached.
`;
