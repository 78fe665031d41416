export { type ProductRef, type StockChange, type StockOutcome, WooCommerceAnswerNotUnderstood } from './outcome.js';
export { readStock, type StockRead } from './read-stock.js';
export { updateStock } from './update-stock.js';
