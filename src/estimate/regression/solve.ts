import { cholesky } from '../../numeric/linalg/cholesky.js';
import { invertCholesky, solveCholesky } from '../../numeric/linalg/cholesky-solve.js';
import type { LinearSystem } from './linear-system.js';
import type { Solution } from './vcov.js';

/** A centred column whose squares are below this share of its raw squares is a constant seen through rounding. */
const constantShare = 1e-26;

/** Solves the normal equations; a column that earlier ones determine gets coefficient 0 and its index in `dropped`. */
export function solveSystem(system: LinearSystem): {
  readonly solution: Solution;
  readonly dropped: readonly number[];
} {
  const { size, moment, rawSquares, outcomeSquares } = system;
  const gram = system.gram.slice();
  for (let j = 0; j < size; j++) {
    if ((gram[j * size + j] as number) > constantShare * (rawSquares[j] as number)) continue;
    for (let i = 0; i < size; i++) {
      gram[i * size + j] = 0;
      gram[j * size + i] = 0;
    }
  }
  const factor = cholesky(gram, size);
  const coefficients = solveCholesky(factor, moment);
  let residualSquares = outcomeSquares;
  for (let i = 0; i < size; i++) residualSquares -= (coefficients[i] as number) * (moment[i] as number);
  const absorbed = system.hasIntercept ? 0 : system.blockCount;
  return {
    solution: {
      coefficients,
      inverse: invertCholesky(factor),
      rank: factor.rank,
      residualSquares: Math.max(0, residualSquares),
      residualDf: system.n - factor.rank - absorbed,
    },
    dropped: factor.dropped,
  };
}
