import { tableFromArrays, tableToIPC } from '@uwdata/flechette';
import { expect, test } from 'vitest';
import { readArrow } from '../../../src/ingest/node/read-arrow.js';

const table = tableFromArrays({ arm: ['t', 'c', 't'], post: [1.5, 2, 3] });
const bytes = {
  file: tableToIPC(table, { format: 'file' }) as Uint8Array,
  stream: tableToIPC(table, { format: 'stream' }) as Uint8Array,
};

for (const [format, whole] of Object.entries(bytes)) {
  test(`a ${format} is read`, async () => {
    const { columns } = await readArrow(whole);
    expect(columns.get('post')).toEqual({ kind: 'numeric', values: Float64Array.of(1.5, 2, 3) });
    expect(columns.get('arm')).toMatchObject({ levels: ['t', 'c'] });
  });

  test(`a ${format} that was cut short anywhere gives no numbers`, async () => {
    for (let length = 0; length < whole.length; length += 7) {
      await expect(readArrow(whole.slice(0, length))).rejects.toMatchObject({
        code: length === 0 ? 'no_data' : 'wrong_file',
      });
    }
  });
}

test('a file that is not there is told', async () =>
  expect(readArrow('/nowhere/scores.arrow')).rejects.toMatchObject({ code: 'wrong_file' }));
