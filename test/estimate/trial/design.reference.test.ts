import { expect, test } from 'vitest';
import {
  type DifferenceByDesignOptions,
  differenceByDesign,
} from '../../../src/estimate/trial/difference-by-design.js';
import { type FitLinOptions, fitLin } from '../../../src/estimate/trial/fit-lin.js';
import { horvitzThompson } from '../../../src/estimate/trial/horvitz-thompson.js';
import { makeTable, numericColumn, parseCsv, type Table } from '../../../src/index.js';
import { referenceData } from '../../reference.js';
import {
  expectClose,
  expectCoefficients,
  extraCases,
  schoolsByArm as schools,
  studentsByArm as students,
  trialCases,
} from '../regression/reference-cases.js';

const treatment = { column: 'z', treated: '1', control: '0' } as const;
const weights = { column: 'weight', kind: 'sampling' } as const;
const pairs = parseCsv(referenceData('pairs.csv'), { columns: { y: 'number' } });
const classes = parseCsv(referenceData('pairs_classes.csv'), { columns: { y: 'number' } });

const plans: Readonly<Record<string, [Table, Partial<DifferenceByDesignOptions>]>> = {
  simple: [students, {}],
  'simple.alpha10': [students, { level: 0.9 }],
  weighted: [students, { weights }],
  blocked: [students, { block: 'block' }],
  blocked_weighted: [students, { block: 'block', weights }],
  clustered: [schools, { cluster: 'cluster' }],
  blocked_clustered: [schools, { block: 'block', cluster: 'cluster' }],
  matched_pairs: [pairs, { block: 'pair' }],
  matched_pairs_clustered: [classes, { block: 'pair', cluster: 'class' }],
};
const names: Readonly<Record<string, string>> = {
  Standard: 'simple',
  'Standard (weighted)': 'simple',
  Blocked: 'blocked',
  'Blocked (weighted)': 'blocked',
  Clustered: 'clustered',
  'Block-clustered': 'blocked-clustered',
  'Matched-pair': 'matched-pairs',
  'Matched-pair clustered': 'matched-pairs-clustered',
};

test.each(trialCases.filter(({ id }) => id.startsWith('b.dim.')))(
  '$id agrees with estimatr::difference_in_means',
  ({ id, expected }) => {
    const plan = /^b\.dim\.(.+)\.\w+$/.exec(id)?.[1] ?? '';
    const [table, options] = plans[plan] as [Table, Partial<DifferenceByDesignOptions>];
    const found = differenceByDesign(table, { outcome: 'y', treatment, ...options });

    expectCoefficients([found], expected);
    expect(found.design).toBe(names[expected.design]);
    expect(found.nTreatment + found.nControl).toBe(expected.nobs);
    expect(found.blocks).toBe(expected.nblocks ?? null);
    if (expected.nclusters > 0) expect(found.clusters).toBe(expected.nclusters);
  },
);

test.each(trialCases.filter(({ id }) => id.startsWith('b.lin.')))(
  '$id agrees with estimatr::lm_lin',
  ({ id, expected }) => {
    const [, weighted, type, data] = /^b\.lin\.(w\.)?(\w+)\.(\w+)$/.exec(id) as unknown as [
      string,
      string,
      string,
      string,
    ];
    const vcov = (type === 'stata' ? 'CR1S' : type) as NonNullable<FitLinOptions['vcov']>;
    const { fit, ...effect } = fitLin(data === 'student_trial' ? students : schools, {
      outcome: 'y',
      treatment,
      covariates: data === 'student_trial' ? ['x1', 'x2'] : ['x1'],
      vcov,
      ...(vcov.startsWith('CR') && { cluster: 'cluster' }),
      ...(weighted !== undefined && { weights }),
    });

    expectCoefficients(fit.coefficients, expected);
    expectClose(effect.estimate, expected.estimate[1]);
    expectClose(effect.pValue, expected.p[1]);
  },
);

test.each(extraCases.filter(({ id }) => id.startsWith('b.ht.')))(
  '$id agrees with estimatr::horvitz_thompson',
  ({ id, expected }) => {
    const x2 = students.columns.get('x2');
    const chances = x2?.kind === 'numeric' ? x2.values.map((female) => 0.3 + 0.4 * female) : new Float64Array(0);
    const drawn = makeTable([...students.columns, ['chance', numericColumn(chances)]]);
    const found =
      id === 'b.ht.clustered'
        ? horvitzThompson(schools, { outcome: 'y', treatment, cluster: 'cluster', probability: 0.5 })
        : horvitzThompson(drawn, { outcome: 'y', treatment, probability: 'chance' });

    expectClose(found.estimate, expected.estimate);
    expectClose(found.standardError, expected.se);
    expect(found.df).toBeNull();
  },
);
