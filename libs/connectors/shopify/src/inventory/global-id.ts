/** Shopify's ids come as numbers in webhooks and as `gid://shopify/<Type>/<number>` in GraphQL. */
export const globalId = (type: 'InventoryItem' | 'Location', id: string): string =>
  id.startsWith('gid://') ? id : `gid://shopify/${type}/${id}`;

/** The number inside, as text; global ids may carry a query (`?inventory_item_id=…`), which is not part of it. */
export const plainId = (id: string): string => id.replace(/^gid:\/\/shopify\/\w+\//, '').replace(/\?.*$/, '');
