import { startStockService } from '../start.js';
import { nextStockService } from './service.js';

await startStockService('2', nextStockService);
