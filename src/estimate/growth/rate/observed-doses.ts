import type { GroupedComoments } from '../../../aggregate/grouped-comoments.js';
import { numericColumnOf, type Table } from '../../../columns/table.js';
import { packedIndex } from '../../../numeric/linalg/packed.js';
import { need } from '../../../support/need.js';
import type { GrowthData } from './growth-data.js';
import type { ObservedDoses } from './growth-result.js';

/**
 * The minutes of those who were assigned the product: of all, where there are no arms.
 *
 * @throws {@link EfficacyError} `no_data`; `out_of_domain` where nobody has any
 */
export function observedDoses({ source, minutes, indicator }: GrowthData, who: string): ObservedDoses {
  const doses =
    source.kind === 'table' ? ofRows(source, minutes, indicator, who) : ofGroups(source, minutes, indicator);
  need(doses.students > 0, 'no_data', who, 'students who were assigned the product, with scores and minutes', 'none');
  const what = 'minutes above 0 among those assigned the product (there is no rate without use)';
  need(doses.mean > 0, 'out_of_domain', who, what, doses.mean);
  return doses;
}

function ofRows(table: Table, minutes: string, indicator: string | null, who: string): ObservedDoses {
  const all = numericColumnOf(table, minutes, who).values;
  const treated = indicator === null ? null : numericColumnOf(table, indicator, who).values;
  const values = treated === null ? all : all.filter((_, i) => treated[i] === 1);
  const students = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / students;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return {
    students,
    mean,
    sd: students > 1 ? Math.sqrt(squares / (students - 1)) : null,
    users: values.reduce((sum, x) => sum + Number(x > 0), 0),
    least: values.reduce((a, b) => Math.min(a, b), Infinity),
    most: values.reduce((a, b) => Math.max(a, b), 0),
  };
}

function ofGroups(comoments: GroupedComoments, minutes: string, indicator: string | null): ObservedDoses {
  const at = comoments.of.indexOf(minutes);
  const [means, squares] = [comoments.means[at]!, comoments.products[packedIndex(at, at)]!];
  const treated = indicator === null ? null : comoments.means[comoments.of.indexOf(indicator)]!;
  const groups = Array.from(means.keys()).filter((g) => treated === null || treated[g] === 1);
  const students = groups.reduce((sum, g) => sum + comoments.n[g]!, 0);
  const weight = groups.reduce((sum, g) => sum + comoments.weight[g]!, 0);
  const mean = groups.reduce((sum, g) => sum + comoments.weight[g]! * means[g]!, 0) / weight;
  const total = groups.reduce((sum, g) => sum + squares[g]! + comoments.weight[g]! * (means[g]! - mean) ** 2, 0);
  return {
    students,
    mean,
    sd: students > 1 && weight === students ? Math.sqrt(total / (students - 1)) : null,
    users: null,
    least: null,
    most: null,
  };
}
