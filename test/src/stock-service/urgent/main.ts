import { startStockService } from '../start.js';
import { urgentStockService } from './service.js';

await startStockService('1', urgentStockService);
