import { stockService } from './service.js';
import { startStockService } from './start.js';

await startStockService('1', stockService);
