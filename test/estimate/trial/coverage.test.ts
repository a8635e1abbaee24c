import { section as designs } from '../../../scripts/simulate/sections/designs.js';
import { section as regression } from '../../../scripts/simulate/sections/regression.js';
import { testRows } from '../effect/coverage/quick-rows.js';

for (const section of [regression, designs]) testRows(section);
