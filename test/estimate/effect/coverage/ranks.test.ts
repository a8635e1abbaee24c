import { section } from '../../../../scripts/simulate/sections/ranks.js';
import { testRows } from './quick-rows.js';

testRows(section);
