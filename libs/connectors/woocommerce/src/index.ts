export { type StockChange, type StockOutcome, WooCommerceAnswerNotUnderstood } from './outcome.js';
export { updateStock } from './update-stock.js';
