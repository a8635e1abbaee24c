export { type Cholesky, type CholeskyOptions, cholesky, choleskyInto } from './cholesky.js';
export {
  backwardSolveInto,
  choleskyInverseInto,
  choleskySolveInto,
  forwardSolveInto,
  invertCholesky,
  solveCholesky,
} from './cholesky-solve.js';
export { type SymmetricEigen, symmetricEigen, symmetricEigenInto } from './eigen.js';
export { type LeastSquares, type LeastSquaresOptions, leastSquares } from './least-squares.js';
export { bilinear, multiplyInto, timesVectorInto } from './matrix.js';
export { packedIndex, packedLength, unpackSymmetricInto } from './packed.js';
export { powerColumns } from './power-columns.js';
export { type Qr, type QrOptions, qr, solveQr } from './qr.js';
export { inverseSquareRoot, spectralFunction, spectralInto } from './spectral.js';
