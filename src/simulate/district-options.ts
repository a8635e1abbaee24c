import { need } from '../support/need.js';

/** What a synthetic district is like. Scores and SDs are in points, minutes are those of the whole period. */
export interface SimulateDistrictOptions {
  /** A whole number from 0; the same seed gives the same district. There is no default. */
  readonly seed: number;
  /**
   * How many districts.
   * @defaultValue 1
   */
  readonly districts?: number;
  /**
   * Schools of each district.
   * @defaultValue 20
   */
  readonly schoolsPerDistrict?: number;
  /**
   * Classes of each school.
   * @defaultValue 4
   */
  readonly classesPerSchool?: number;
  /**
   * Students of each class.
   * @defaultValue 25
   */
  readonly studentsPerClass?: number;
  /**
   * What is assigned to the product or to none: schools within districts, classes within schools, or students within classes.
   * @defaultValue `'school'`
   */
  readonly assignedBy?: 'school' | 'class' | 'student';
  /**
   * Share assigned to the product: exactly so in blocks of neighbours, the smallest that allow it, up to 20; otherwise by chance.
   * @defaultValue 0.5
   */
  readonly treatedShare?: number;
  /**
   * Mean of the true score before.
   * @defaultValue 200
   */
  readonly baselineMean?: number;
  /**
   * Standard deviations of the true score before: between districts, schools of a district, classes of a school, students of a class.
   * @defaultValue 3, 5, 3, 12
   */
  readonly baselineSd?: LevelSds;
  /**
   * Correlation of a student's own part of the true score before with motivation.
   * @defaultValue 0.3
   */
  readonly baselineOnMotivation?: number;
  /**
   * Mean growth of all students without the product.
   * @defaultValue 8
   */
  readonly expectedGrowth?: number;
  /**
   * Standard deviations of the true growth without the product, of the part that is not motivation.
   * @defaultValue 0.3, 0.8, 0.5, 4
   */
  readonly growthSd?: LevelSds;
  /**
   * Growth without the product for each standard deviation of motivation.
   * @defaultValue 2
   */
  readonly growthOnMotivation?: number;
  /**
   * Standard error of measurement of both tests.
   * @defaultValue 3.2
   */
  readonly sem?: number;
  /**
   * Weeks between the tests.
   * @defaultValue 30
   */
  readonly weeks?: number;
  /**
   * Share of the students who use the product when it is offered; the minutes of the others are 0.
   * @defaultValue 0.6
   */
  readonly useShare?: number;
  /**
   * Correlation of the inclination to use it with motivation.
   * @defaultValue 0.5
   */
  readonly useOnMotivation?: number;
  /**
   * Minutes a week that students would use it on average if all used it.
   * @defaultValue 45
   */
  readonly weeklyMinutes?: number;
  /**
   * How minutes of users grow with motivation m: as (1 + s m + v e)², e being chance. This is s.
   * @defaultValue 0.2
   */
  readonly minutesOnMotivation?: number;
  /**
   * This is v.
   * @defaultValue 0.2
   */
  readonly minutesSpread?: number;
  /**
   * Share of the users who use it as much without being offered it.
   * @defaultValue 0
   */
  readonly crossoverShare?: number;
  /**
   * Points that a minute adds to the score of a student of average motivation.
   * @defaultValue 0.003
   */
  readonly effectPerMinute?: number;
  /**
   * How that changes with motivation: the points of a minute are `effectPerMinute` (1 + this m).
   * @defaultValue 0
   */
  readonly effectOnMotivation?: number;
  /**
   * Share of the students without a score after.
   * @defaultValue 0.05
   */
  readonly missingShare?: number;
  /**
   * Correlation of the inclination to miss the test with motivation; the arms miss it alike.
   * @defaultValue 0
   */
  readonly missingOnMotivation?: number;
}

/** Standard deviations at the levels of a district. */
export interface LevelSds {
  /** Between districts. */
  readonly district: number;
  /** Between the schools of a district. */
  readonly school: number;
  /** Between the classes of a school. */
  readonly class: number;
  /** Between the students of a class. */
  readonly student: number;
}

/** Options with nothing left open. */
export type DistrictModel = Required<SimulateDistrictOptions>;

/**
 * Fills in what is not said.
 *
 * @throws {@link EfficacyError} `invalid_argument`
 */
export function districtModel(options: SimulateDistrictOptions, who: string): DistrictModel {
  const model: DistrictModel = { ...defaults, ...options };
  const check = (names: readonly (keyof DistrictModel)[], what: string, holds: (x: number) => boolean): void => {
    for (const name of names) {
      const value = model[name];
      need(typeof value === 'number' && holds(value), 'invalid_argument', who, `${name} ${what}`, value);
    }
  };
  check(['seed'], 'to be a whole number from 0 to 2^53 - 1', (x) => Number.isSafeInteger(x) && x >= 0);
  check(counts, 'to be a whole number from 1', (x) => Number.isSafeInteger(x) && x >= 1);
  check(['treatedShare'], 'between 0 and 1', (x) => x > 0 && x < 1);
  check(['useShare', 'crossoverShare'], 'from 0 to 1', (x) => x >= 0 && x <= 1);
  check(['missingShare'], 'from 0 and below 1', (x) => x >= 0 && x < 1);
  check(correlations, 'from -1 to 1', (x) => Math.abs(x) <= 1);
  check(['sem', 'weeks', 'weeklyMinutes', 'minutesSpread'], 'of 0 or more', (x) => x >= 0 && x < Infinity);
  check(anyNumber, 'to be a number', Number.isFinite);
  for (const sds of [model.baselineSd, model.growthSd]) {
    const fits = (['district', 'school', 'class', 'student'] as const).every(
      (at) => sds?.[at] >= 0 && sds[at] < Infinity,
    );
    need(fits, 'invalid_argument', who, 'standard deviations of 0 or more at each level', JSON.stringify(sds));
  }
  const levels = ['school', 'class', 'student'];
  need(
    levels.includes(model.assignedBy),
    'invalid_argument',
    who,
    `assignedBy among ${levels.join(', ')}`,
    model.assignedBy,
  );
  const students = model.districts * model.schoolsPerDistrict * model.classesPerSchool * model.studentsPerClass;
  need(students <= 2 ** 31, 'invalid_argument', who, 'at most 2^31 students', students);
  return model;
}

const counts = ['districts', 'schoolsPerDistrict', 'classesPerSchool', 'studentsPerClass'] as const;
const correlations = ['baselineOnMotivation', 'useOnMotivation', 'missingOnMotivation'] as const;
const anyNumber = [
  'baselineMean',
  'expectedGrowth',
  'growthOnMotivation',
  'minutesOnMotivation',
  'effectPerMinute',
  'effectOnMotivation',
] as const;

const defaults: Omit<DistrictModel, 'seed'> = {
  districts: 1,
  schoolsPerDistrict: 20,
  classesPerSchool: 4,
  studentsPerClass: 25,
  assignedBy: 'school',
  treatedShare: 0.5,
  baselineMean: 200,
  baselineSd: { district: 3, school: 5, class: 3, student: 12 },
  baselineOnMotivation: 0.3,
  expectedGrowth: 8,
  growthSd: { district: 0.3, school: 0.8, class: 0.5, student: 4 },
  growthOnMotivation: 2,
  sem: 3.2,
  weeks: 30,
  useShare: 0.6,
  useOnMotivation: 0.5,
  weeklyMinutes: 45,
  minutesOnMotivation: 0.2,
  minutesSpread: 0.2,
  crossoverShare: 0,
  effectPerMinute: 0.003,
  effectOnMotivation: 0,
  missingShare: 0.05,
  missingOnMotivation: 0,
};
