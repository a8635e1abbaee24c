import { section } from '../../../scripts/simulate/sections/models.js';
import { testRows } from '../effect/coverage/quick-rows.js';

testRows(section);
