import { describe, expect, test } from 'vitest';
import type { FactorColumn, NumericColumn } from '../../src/columns/column.js';
import { type SimulateDistrictOptions, simulateDistrict } from '../../src/simulate/simulate-district.js';
import { errorOf } from '../errors.js';
import { referenceCases } from '../reference.js';
import { relativeError, tolerance } from '../tolerances.js';

const small = { seed: 7, schoolsPerDistrict: 4, classesPerSchool: 2, studentsPerClass: 5 } as const;
const numbers = ({ table }: ReturnType<typeof simulateDistrict>, name: string): Float64Array =>
  (table.columns.get(name) as NumericColumn).values;
const labels = ({ table }: ReturnType<typeof simulateDistrict>, name: string): string[] => {
  const { codes, levels } = table.columns.get(name) as FactorColumn;
  return Array.from(codes, (code) => levels[code] as string);
};
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

describe('the table', () => {
  test('has a row for each student, who is named by where', () => {
    const made = simulateDistrict({ ...small, districts: 2 });

    expect(made.table.rowCount).toBe(80);
    expect(labels(made, 'student').slice(0, 2)).toEqual(['D1-S1-C1-1', 'D1-S1-C1-2']);
    expect(labels(made, 'class').at(-1)).toBe('D2-S4-C2');
    expect(new Set(labels(made, 'student')).size).toBe(80);
  });

  test('is the same for the same seed, and another for another', () => {
    expect(simulateDistrict(small)).toEqual(simulateDistrict(small));
    expect(numbers(simulateDistrict({ ...small, seed: 8 }), 'pre')).not.toEqual(
      numbers(simulateDistrict(small), 'pre'),
    );
  });

  test('says everything that was left to it', () => {
    expect(simulateDistrict(small).model).toMatchObject({ seed: 7, weeks: 30, assignedBy: 'school', useShare: 0.6 });
  });
});

describe.each(['school', 'class', 'student'] as const)('assigned by %s', (assignedBy) => {
  test('the first schools stay the same when more are added', () => {
    const few = simulateDistrict({ ...small, assignedBy });
    const many = simulateDistrict({ ...small, assignedBy, schoolsPerDistrict: 9 });

    for (const name of ['pre', 'post', 'minutes']) expect(numbers(many, name).slice(0, 40)).toEqual(numbers(few, name));
    for (const name of ['student', 'arm']) expect(labels(many, name).slice(0, 40)).toEqual(labels(few, name));
  });

  test('half of what is assigned is treated, whole', () => {
    const made = simulateDistrict({ ...small, assignedBy, classesPerSchool: 4, studentsPerClass: 10 });
    const units = labels(made, assignedBy);
    const arms = labels(made, 'arm');
    const armsOf = new Map<string, Set<string>>();
    for (const [i, unit] of units.entries()) armsOf.set(unit, (armsOf.get(unit) ?? new Set()).add(arms[i] as string));

    expect([...armsOf.values()].every((set) => set.size === 1)).toBe(true);
    expect([...armsOf.values()].filter((set) => set.has('treatment')).length).toBe(armsOf.size / 2);
  });
});

test('students of a class stay the same when more join it', () => {
  const few = simulateDistrict({ ...small, schoolsPerDistrict: 1, classesPerSchool: 1, assignedBy: 'student' });
  const many = simulateDistrict({
    ...small,
    schoolsPerDistrict: 1,
    classesPerSchool: 1,
    assignedBy: 'student',
    studentsPerClass: 12,
  });

  expect(numbers(many, 'post').slice(0, 5)).toEqual(numbers(few, 'post'));
});

test('a share of three in ten is three in ten', () => {
  const made = simulateDistrict({ ...small, assignedBy: 'student', treatedShare: 0.3, studentsPerClass: 20 });

  expect(labels(made, 'arm').filter((arm) => arm === 'treatment')).toHaveLength(48);
});

test('a share that no block holds is a chance', () => {
  const made = simulateDistrict({ seed: 1, assignedBy: 'student', treatedShare: 1 / Math.PI });
  const share = labels(made, 'arm').filter((arm) => arm === 'treatment').length / 2000;

  expect(Math.abs(share - 1 / Math.PI)).toBeLessThan(4 * Math.sqrt(0.217 / 2000));
});

describe('what is true', () => {
  // Many classes of few students: 60,000 draws of everything.
  const options: SimulateDistrictOptions = {
    seed: 20_261_123,
    schoolsPerDistrict: 300,
    classesPerSchool: 20,
    studentsPerClass: 10,
    assignedBy: 'student',
    crossoverShare: 0.25,
    effectOnMotivation: 0.4,
    missingShare: 0,
  };
  const made = simulateDistrict(options);
  const arms = labels(made, 'arm');
  const [pre, post, minutes] = [numbers(made, 'pre'), numbers(made, 'post'), numbers(made, 'minutes')];
  const rows = (arm: string, keep: (i: number) => boolean = () => true): number[] =>
    arms.flatMap((a, i) => (a === arm && keep(i) ? [i] : []));
  const gain = (at: readonly number[]): number => mean(at.map((i) => (post[i] as number) - (pre[i] as number)));
  const used = (at: readonly number[]): number => mean(at.map((i) => minutes[i] as number));
  const [treated, control] = [rows('treatment'), rows('control')];
  const { truth } = made;
  // SD of a gain is about 8: a difference of means of 30,000 each has a standard error of .065.

  test('the effect of the offer', () => {
    expect(Math.abs(gain(treated) - gain(control) - truth.intentToTreat)).toBeLessThan(0.26);
  });

  test('minutes of both arms (standard error of 4 and 3)', () => {
    expect(Math.abs(used(treated) - truth.meanMinutes.treatment)).toBeLessThan(20);
    expect(Math.abs(used(control) - truth.meanMinutes.control)).toBeLessThan(14);
  });

  test('the shares of users', () => {
    const share = (at: readonly number[]): number => mean(at.map((i) => Number((minutes[i] as number) > 0)));

    expect(Math.abs(share(treated) - 0.6)).toBeLessThan(0.012);
    expect(Math.abs(share(treated) - share(control) - truth.complierShare)).toBeLessThan(0.016);
  });

  test('rates: raw, excess, of users, causal (4 standard errors of each)', () => {
    const users = rows('treatment', (i) => (minutes[i] as number) > 0);

    expect(Math.abs(gain(treated) / used(treated) - (truth.ratioOfMeans as number))).toBeLessThan(2.6e-4);
    expect(Math.abs((gain(treated) - 8) / used(treated) - (truth.excessRatioOfMeans as number))).toBeLessThan(2.2e-4);
    expect(Math.abs((gain(users) - 8) / used(users) - (truth.excessRatioOfUsers as number))).toBeLessThan(1.6e-4);
    const causal = (gain(treated) - gain(control)) / (used(treated) - used(control));
    expect(Math.abs(causal - (truth.causalRate as number))).toBeLessThan(4.2e-4);
  });

  test('users are credited with their motivation: more than what is caused', () => {
    // Growth of 2 points for each SD of motivation, which among users averages .5 dnorm(qnorm(.4)) / .6.
    const credited = (truth.excessRatioOfUsers as number) - (truth.excessRatioOfMeans as number);

    expect(credited * truth.meanMinutes.treatment).toBeCloseTo(2 * 0.5 * 0.386_342_533_496_860_5, 12);
  });

  test('of a product without effect everything but the growth that was coming is 0', () => {
    const none = simulateDistrict({ ...small, effectPerMinute: 0, growthOnMotivation: 0 }).truth;

    expect(none).toMatchObject({
      intentToTreat: 0,
      complierEffect: 0,
      excessRatioOfMeans: 0,
      excessRatioOfUsers: 0,
      causalRate: 0,
    });
  });

  test('with all as users the minutes are those of the model', () => {
    const { meanMinutes, causalRate } = simulateDistrict({ ...small, useShare: 1 }).truth;

    expect(meanMinutes.treatment).toBeCloseTo(1350, 9);
    expect(causalRate).toBeCloseTo(0.003, 15);
  });

  test('with no users there is no rate', () => {
    const made0 = simulateDistrict({ ...small, useShare: 0 });

    expect(made0.truth).toMatchObject({ intentToTreat: 0, complierEffect: null, ratioOfMeans: null, causalRate: null });
    expect(numbers(made0, 'minutes').every((x) => x === 0)).toBe(true);
  });

  test('with everybody crossing over there is no complier', () => {
    const { truth: all } = simulateDistrict({ ...small, crossoverShare: 1 });

    expect(all).toMatchObject({ intentToTreat: 0, complierEffect: null, causalRate: null });
    expect(all.excessRatioOfMeans).toBeCloseTo(0.003, 15);
  });
});

test.each(
  referenceCases('planning')
    .filter(({ id }) => id.startsWith('planning.district.'))
    .map((one) => [one.id, one] as const),
)('the truth by integrals over motivation: %s', (_, { input, expected }) => {
  const { meanMinutes, ...truth } = simulateDistrict({ ...small, ...input }).truth;
  const { meanMinutes: minutes, ...rest } = expected;

  expect(Object.keys(truth).sort()).toEqual(Object.keys(rest).sort());
  for (const [name, value] of Object.entries(truth))
    expect(relativeError(value as number, rest[name])).toBeLessThan(tolerance.distribution);
  expect(relativeError(meanMinutes.treatment, minutes.treatment)).toBeLessThan(tolerance.distribution);
  expect(relativeError(meanMinutes.control, minutes.control)).toBeLessThan(tolerance.distribution);
});

test('scores go missing, minutes do not', () => {
  const made = simulateDistrict({ seed: 3, missingShare: 0.2, missingOnMotivation: -0.5 });
  const gone = numbers(made, 'post').filter(Number.isNaN).length / 2000;

  expect(Math.abs(gone - 0.2)).toBeLessThan(4 * Math.sqrt(0.16 / 2000));
  expect([...numbers(made, 'minutes'), ...numbers(made, 'pre')].some(Number.isNaN)).toBe(false);
});

test.each([
  ['no seed', { seed: undefined }],
  ['a seed that is no whole number', { seed: 0.5 }],
  ['half a school', { schoolsPerDistrict: 0.5 }],
  ['everybody treated', { treatedShare: 1 }],
  ['more users than students', { useShare: 1.1 }],
  ['everybody missing', { missingShare: 1 }],
  ['more than perfect correlation', { useOnMotivation: 1.2 }],
  ['a negative SD', { growthSd: { district: 0, school: -1, class: 0, student: 1 } }],
  ['no SDs', { baselineSd: undefined }],
  ['an SD left out', { growthSd: { district: 0 } }],
  ['an effect that is no number', { effectPerMinute: Number.NaN }],
  ['another level', { assignedBy: 'district' }],
])('%s is refused', (_, wrong) => {
  const options = { ...small, ...wrong } as unknown as SimulateDistrictOptions;

  expect(errorOf(() => simulateDistrict(options)).code).toBe('invalid_argument');
});
