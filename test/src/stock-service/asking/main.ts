import { startStockService } from '../start.js';
import { askingStockService } from './service.js';

await startStockService('1', askingStockService);
