import * as aq from 'arquero';
import { fromColumns } from 'efficacy';
import { expect, test } from 'vitest';
import { fromArquero, toArquero } from '../../src/ingest/arquero.js';

test('a table goes to arquero and comes back', () => {
  const table = fromColumns({ arm: ['t', 'c', null], post: [1.5, null, 3] });
  expect(fromArquero(toArquero(table, aq.table))).toEqual(table);
});

test('arquero has null for what is missing', () =>
  expect(toArquero(fromColumns({ post: [1, null] }), aq.table).objects()).toEqual([{ post: 1 }, { post: null }]));

test('what arquero filtered out is not there, and its order is kept', () => {
  const filtered = aq
    .table({ arm: ['t', 'c', 't'], post: [3, 2, 1] })
    .filter((d: { arm: string }) => d.arm === 't')
    .orderby('post');
  expect(fromArquero(filtered)).toEqual(fromColumns({ arm: ['t', 't'], post: [1, 3] }));
});
