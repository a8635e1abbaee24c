import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type ConsortArmInput, type ConsortFlowInput, consortFlow } from '../../../src/judge/consort/consort-flow.js';
import { consortItems } from '../../../src/judge/consort/consort-items.js';
import { errorOf } from '../../errors.js';

const treatment: ConsortArmInput = {
  name: 'treatment',
  allocated: 100,
  received: 95,
  notReceived: [{ reason: 'moved', n: 5 }],
  discontinued: [{ reason: 'no devices', n: 3 }],
  lost: [{ reason: 'moved', n: 6 }],
  excluded: [{ reason: 'invalid test', n: 2 }],
  analysed: 92,
};
const control: ConsortArmInput = {
  name: 'control',
  allocated: 100,
  received: 100,
  lost: [{ reason: 'absent', n: 6 }],
  analysed: 94,
};
const counts: ConsortFlowInput = {
  assessed: 240,
  excluded: [
    { reason: 'no consent', n: 30 },
    { reason: 'not in grade 3', n: 10 },
  ],
  randomized: 200,
  arms: [treatment, control],
};
const clusters = {
  assessed: 22,
  excluded: [{ reason: 'closed', n: 2 }],
  randomized: 20,
  arms: [
    {
      name: 'treatment',
      allocated: 10,
      received: 9,
      notReceived: [{ reason: 'withdrew', n: 1 }],
      lost: [{ reason: 'withdrew', n: 2 }],
      analysed: 8,
    },
    { name: 'control', allocated: 10, received: 10, analysed: 10 },
  ],
};

describe('a flow whose sums agree', () => {
  test('is the record of a diagram, with every sum that was checked', () => {
    const flow = consortFlow(counts);

    expect(flow).toMatchObject({
      kind: 'consort-flow',
      assessed: 240,
      excluded: { total: 40 },
      randomized: 200,
      analysed: 186,
      clusters: null,
    });
    expect(flow.arms[0]).toMatchObject({ lost: { total: 6 }, excluded: { total: 2 }, notReceived: { total: 5 } });
    expect(flow.checks).toEqual([
      'assessed 240 = excluded 40 + randomized 200',
      'randomized 200 = allocated to treatment 100 + allocated to control 100',
      'treatment: allocated 100 = received 95 + not received 5',
      'treatment: allocated 100 = lost 6 + excluded 2 + analysed 92',
      'treatment: discontinued 3 ≤ received 95',
      'control: allocated 100 = received 100 + not received 0',
      'control: allocated 100 = lost 6 + excluded 0 + analysed 94',
      'control: discontinued 0 ≤ received 100',
    ]);
    expect(JSON.parse(JSON.stringify(flow))).toEqual(flow);
  });

  test('of clusters stands beside that of individuals, with their mean sizes', () => {
    const flow = consortFlow({ ...counts, clusters });

    expect(flow.clusters).toMatchObject({ randomized: 20, analysed: 18, meanSizes: [92 / 8, 94 / 10] });
    expect(flow.checks).toContain('clusters: treatment: allocated 10 = lost 2 + excluded 0 + analysed 8');
    expect(flow.sources.map(({ confidence }) => confidence)).toEqual(['verified', 'verified']);
    expect(flow.notProven.filter(({ confidence }) => confidence === 'unverified').map(({ item }) => item)).toEqual([
      'cluster 21',
    ]);
  });

  test('need not know who received what the arm was meant to', () => {
    const { received: _, notReceived: __, ...unknown } = treatment;
    const flow = consortFlow({ ...counts, arms: [unknown, control] });

    expect(flow.arms[0]).toMatchObject({ received: null, notReceived: { total: 0 } });
    expect(flow.checks).toContain('treatment: discontinued 3 ≤ allocated 100');
    expect(
      errorOf(() => consortFlow({ ...counts, arms: [{ ...unknown, notReceived: [{ reason: 'x', n: 101 }] }, control] }))
        .code,
    ).toBe('inconsistent_counts');
  });

  test('need not know who was assessed', () => {
    const { assessed: _, ...unknown } = counts;

    expect(consortFlow(unknown).assessed).toBeNull();
  });
});

describe('a sum that fails is named', () => {
  const change = (arm: Partial<ConsortArmInput>): ConsortFlowInput => ({
    ...counts,
    arms: [{ ...treatment, ...arm }, control],
  });

  test.each([
    [
      'assessed',
      { ...counts, assessed: 241 },
      'assessed 241 is not excluded 40 + randomized 200, which make 240; 1 are missing',
    ],
    [
      'randomized',
      { ...counts, assessed: 239, randomized: 199 },
      'randomized 199 is not allocated to treatment 100 + allocated to control 100',
    ],
    [
      'received',
      change({ received: 94 }),
      'treatment: allocated 100 is not received 94 + not received 5, which make 99; 1 are missing',
    ],
    [
      'analysed',
      change({ analysed: 93 }),
      'treatment: allocated 100 is not lost 6 + excluded 2 + analysed 93, which make 101; 1 are too many',
    ],
    [
      'discontinued',
      change({ discontinued: [{ reason: 'bored', n: 96 }] }),
      'treatment: discontinued 96 is more than received 95',
    ],
    [
      'clusters',
      { ...counts, clusters: { ...clusters, randomized: 19, assessed: 21 } },
      'clusters: randomized 19 is not allocated to treatment 10',
    ],
  ] as const)('%s', (_, wrong, sentence) => {
    const error = errorOf(() => consortFlow(wrong));

    expect(error.code).toBe('inconsistent_counts');
    expect(error.message).toContain(sentence);
  });

  test('individuals outside every analysed cluster, and analysed clusters without anybody', () => {
    const lostAll = {
      ...clusters,
      arms: [{ ...clusters.arms[0], lost: [{ reason: 'withdrew', n: 10 }], analysed: 0 }, clusters.arms[1]],
    };
    const nobody = { ...treatment, lost: [{ reason: 'moved', n: 98 }], analysed: 0 };

    expect(errorOf(() => consortFlow({ ...counts, clusters: lostAll } as ConsortFlowInput)).code).toBe(
      'inconsistent_counts',
    );
    expect(errorOf(() => consortFlow({ ...counts, arms: [nobody, control], clusters })).code).toBe(
      'inconsistent_counts',
    );
  });

  test('and counts or arms that are none are wrong use', () => {
    const code = (wrong: ConsortFlowInput) => errorOf(() => consortFlow(wrong)).code;

    expect(code(change({ analysed: -1 }))).toBe('invalid_argument');
    expect(code(change({ lost: [{ reason: 'moved', n: 6.5 }] }))).toBe('invalid_argument');
    expect(code({ ...counts, randomized: Number.NaN })).toBe('invalid_argument');
    expect(code({ ...counts, arms: [treatment] })).toBe('invalid_argument');
    expect(code({ ...counts, arms: [treatment, { ...control, name: 'treatment' }] })).toBe('invalid_argument');
    expect(code({ ...counts, clusters: { ...clusters, arms: [...clusters.arms].reverse() } })).toBe('invalid_argument');
  });
});

const reasons = fc.array(fc.record({ reason: fc.string(), n: fc.nat(50) }), { maxLength: 4 });
const arm = fc
  .record({
    received: fc.nat(500),
    notReceived: reasons,
    stay: fc.nat(1000),
    parts: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ received, notReceived, parts: [a, b] }) => {
    const allocated = received + notReceived.reduce((sum, { n }) => sum + n, 0);
    const lost = Math.floor(a * allocated);
    const excluded = Math.floor(b * (allocated - lost));
    return {
      allocated,
      received,
      notReceived,
      lost: [{ reason: 'lost', n: lost }],
      excluded: [{ reason: 'excluded', n: excluded }],
      analysed: allocated - lost - excluded,
    };
  });

prop.prop([
  arm,
  arm,
  arm,
  reasons,
  fc.constantFrom('received', 'analysed', 'allocated'),
  fc.integer({ min: 0, max: 2 }),
])('any flow made by counting passes, and one unit more anywhere fails', (a, b, c, excluded, what, which) => {
  const arms = [a, b, c].map((one, i) => ({ ...one, name: `arm ${i}` }));
  const randomized = arms.reduce((sum, { allocated }) => sum + allocated, 0);
  const assessed = randomized + excluded.reduce((sum, { n }) => sum + n, 0);
  const input = { assessed, excluded, randomized, arms };

  expect(consortFlow(input).checks).toHaveLength(11);

  const off = arms.map((one, i) => (i === which ? { ...one, [what]: one[what as 'received'] + 1 } : one));

  expect(errorOf(() => consortFlow({ ...input, arms: off })).code).toBe('inconsistent_counts');
});

describe('what the data cannot prove', () => {
  test('is every item of the checklist but the four that counts, baseline table and estimates show', () => {
    const lettered: Record<string, string> = {
      1: 'ab',
      5: 'ab',
      12: 'ab',
      16: 'ab',
      17: 'ab',
      20: 'ab',
      21: 'abcd',
      22: 'ab',
      23: 'ab',
      24: 'ab',
    };
    const all = Array.from({ length: 30 }, (_, i) => i + 1).flatMap((n) =>
      [...(lettered[n] ?? ' ')].map((letter) => `${n}${letter}`.trim()),
    );

    expect(all).toHaveLength(42);
    expect(consortItems.value.map(({ item }) => item)).toEqual(
      all.filter((item) => !['22a', '22b', '25', '26'].includes(item)),
    );
  });

  test('grows by the extension where clusters were assigned', () => {
    const [plain, clustered] = [consortFlow(counts), consortFlow({ ...counts, clusters })];

    expect(plain.notProven.some(({ item }) => item.startsWith('cluster'))).toBe(false);
    expect(clustered.notProven.length).toBeGreaterThan(plain.notProven.length);
    expect(clustered.notProven.find(({ item }) => item === 'cluster 7a')?.what).toContain('intraclass correlation');
  });
});
