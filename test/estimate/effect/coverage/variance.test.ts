import { section } from '../../../../scripts/simulate/sections/variance.js';
import { testRows } from './quick-rows.js';

testRows(section);
