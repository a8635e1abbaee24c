import { factorColumn, numericColumn } from '../columns/column.js';
import { makeTable, type Table } from '../columns/table.js';
import { randomStream } from '../numeric/random/index.js';
import { assignUnits } from './assign-units.js';
import { type DistrictModel, districtModel, type SimulateDistrictOptions } from './district-options.js';
import { type DistrictTruth, districtTruth } from './district-truth.js';
import { placeEffects, studentDrawer } from './draw-student.js';

export type { DistrictModel, LevelSds, SimulateDistrictOptions } from './district-options.js';
export type { DistrictTruth } from './district-truth.js';

/** A synthetic district and what is true of it. */
export interface SimulatedDistrict {
  /** Which record this is. */
  readonly kind: 'simulated-district';
  /**
   * A row for each student: labels `district`, `school`, `class`, `student`, `arm` (`'treatment'` or `'control'`), numbers `pre`, `post` (missing
   * for some), `minutes` of the whole period.
   */
  readonly table: Table;
  /** Of the population that the district is drawn from, so that it is the same for every seed. */
  readonly truth: DistrictTruth;
  /** All options, the defaults filled in, and the seed. */
  readonly model: DistrictModel;
}

/** Beginnings of the paths of streams. */
const path = { district: 1, school: 2, class: 3, student: 4 } as const;

/**
 * Draws districts of schools, classes and students who were offered a product or not, with the truth known.
 *
 * Motivation, which no column shows, makes students grow more, start higher, use the product and use it longer: whoever compares users with
 * non-users, or credits users with all their growth, is misled by as much as `truth` says. Every district, school, class and student has random
 * numbers of its own: the first k schools stay the same when more are added, and so do the first k students of a class.
 *
 * @param options - seed, sizes, and what students, tests and the product are like
 * @returns the table, the truth in points and points a minute, and the model
 * @throws {@link EfficacyError} `invalid_argument` for numbers that no district has
 *
 * @example
 * const { table, truth } = simulateDistrict({ seed: 1, schoolsPerDistrict: 40 });
 * truth.causalRate; // 0.003 points a minute
 *
 * @see Salmon, Moraes, Dror & Shaw (2011), SC11, for streams by unit.
 */
export function simulateDistrict(options: SimulateDistrictOptions): SimulatedDistrict {
  const model = districtModel(options, 'simulateDistrict');
  const { seed, districts, schoolsPerDistrict, classesPerSchool, studentsPerClass, assignedBy, treatedShare } = model;
  const rows = emptyRows();
  const draw = studentDrawer(model);
  const nothing = { baseline: 0, growth: 0 };
  const armsOf = (parent: readonly number[], count: number): readonly boolean[] =>
    assignUnits(seed, parent, count, treatedShare);

  for (let d = 0; d < districts; d++) {
    const district = placeEffects(randomStream(seed, path.district, d), model, 'district', nothing);
    const schoolArms = assignedBy === 'school' ? armsOf([d], schoolsPerDistrict) : null;
    for (let s = 0; s < schoolsPerDistrict; s++) {
      const school = placeEffects(randomStream(seed, path.school, d, s), model, 'school', district);
      const classArms = assignedBy === 'class' ? armsOf([d, s], classesPerSchool) : null;
      for (let c = 0; c < classesPerSchool; c++) {
        const place = placeEffects(randomStream(seed, path.class, d, s, c), model, 'class', school);
        const studentArms = assignedBy === 'student' ? armsOf([d, s, c], studentsPerClass) : null;
        for (let i = 0; i < studentsPerClass; i++) {
          const offered = (schoolArms?.[s] ?? classArms?.[c] ?? studentArms?.[i])!;
          const drawn = draw(randomStream(seed, path.student, d, s, c, i), place, offered);
          const names = [`D${d + 1}`, `S${s + 1}`, `C${c + 1}`, `${i + 1}`];
          rows.district.push(names[0]!);
          rows.school.push(names.slice(0, 2).join('-'));
          rows.class.push(names.slice(0, 3).join('-'));
          rows.student.push(names.join('-'));
          rows.arm.push(offered ? 'treatment' : 'control');
          rows.pre.push(drawn.pre);
          rows.post.push(drawn.post);
          rows.minutes.push(drawn.minutes);
        }
      }
    }
  }
  const labels = (['district', 'school', 'class', 'student', 'arm'] as const).map(
    (name) => [name, factorColumn(rows[name])] as const,
  );
  const numbers = (['pre', 'post', 'minutes'] as const).map((name) => [name, numericColumn(rows[name])] as const);
  return { kind: 'simulated-district', table: makeTable([...labels, ...numbers]), truth: districtTruth(model), model };
}

interface Rows {
  readonly district: string[];
  readonly school: string[];
  readonly class: string[];
  readonly student: string[];
  readonly arm: string[];
  readonly pre: number[];
  readonly post: number[];
  readonly minutes: number[];
}

const emptyRows = (): Rows => ({
  district: [],
  school: [],
  class: [],
  student: [],
  arm: [],
  pre: [],
  post: [],
  minutes: [],
});
