import { EfficacyError } from '../../../support/errors.js';

/**
 * What the numbers of a score mean, which decides what may be done with them.
 *
 * - `vertical`: one scale across grades; a difference of 10 points means the same growth in each
 * - `within-grade`: scaled for each grade by itself; differences hold within a grade only
 * - `nce`: normal curve equivalents; a gain of 0 is the growth that the norm group made
 * - `percentile`: percentile ranks; they are neither averaged nor subtracted
 * - `raw`: points of one test form; differences hold between two sittings of the same form only
 */
export type ScaleKind = 'vertical' | 'within-grade' | 'percentile' | 'nce' | 'raw';

/** All of them. */
export const scaleKinds: readonly ScaleKind[] = ['vertical', 'within-grade', 'percentile', 'nce', 'raw'];

/** What is to be done with scores: to average them, or to subtract earlier from later ones. */
export interface ScaleUse {
  readonly operation: 'mean' | 'difference';
  /** True where both scores come from the same grade's scale or the same form. */
  readonly sameTest?: boolean;
}

/**
 * Refuses arithmetic that a scale forbids, and says what to use instead.
 *
 * @param who - the public function that was called, for the message
 * @throws {@link EfficacyError} `wrong_scale`; `invalid_argument` for a kind that does not exist
 */
export function requireScale(scale: ScaleKind, { operation, sameTest = false }: ScaleUse, who: string): void {
  if (!scaleKinds.includes(scale)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs the kind of scale, one of ${scaleKinds.map((kind) => `"${kind}"`).join(', ')}; got ${String(scale)}`,
      { scale: String(scale) },
    );
  }
  const instead = forbidden(scale, operation, sameTest);
  if (instead === null) return;
  throw new EfficacyError('wrong_scale', `${who} cannot ${verbs[operation]} ${names[scale]}: ${instead}`, {
    scale,
    operation,
  });
}

const verbs = { mean: 'average', difference: 'subtract' } as const;

const names: Readonly<Record<ScaleKind, string>> = {
  vertical: 'scores of a vertical scale',
  'within-grade': 'scores that were scaled for each grade by itself',
  percentile: 'percentile ranks',
  nce: 'normal curve equivalents',
  raw: 'raw scores of different forms',
};

function forbidden(scale: ScaleKind, operation: ScaleUse['operation'], sameTest: boolean): string | null {
  if (scale === 'percentile') {
    return 'a step of one rank is not the same growth in the middle as at the end; turn them into normal curve equivalents (nceOfPercentile) first';
  }
  if (operation === 'mean' || scale === 'vertical' || scale === 'nce' || sameTest) return null;
  return scale === 'within-grade'
    ? 'a difference across grades mixes two units; if both tests are of one grade, say sameTest: true, otherwise compare later scores adjusted for the earlier ones (residualGain, fitLinear), or use normal curve equivalents'
    : 'if both sittings used the same form, say sameTest: true, otherwise compare later scores adjusted for the earlier ones (residualGain, fitLinear)';
}
