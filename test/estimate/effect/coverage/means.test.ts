import { section } from '../../../../scripts/simulate/sections/means.js';
import { testRows } from './quick-rows.js';

testRows(section);
