import { section } from '../../../../scripts/simulate/sections/published.js';
import { testRows } from './quick-rows.js';

testRows(section);
