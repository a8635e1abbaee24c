import { section } from '../../../../scripts/simulate/sections/proportions.js';
import { testRows } from './quick-rows.js';

testRows(section);
