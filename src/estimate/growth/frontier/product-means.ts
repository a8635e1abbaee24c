import { symmetricEigen } from '../../../numeric/linalg/index.js';
import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';
import { quoted } from '../../../support/text.js';
import { isEnough } from '../../regression/coefficient.js';
import type { MeanVector } from '../rate/mean-vector.js';
import type { FrontierProduct, ScreenTimeFrontierOptions } from './frontier-options.js';

/** Estimates of several products with their covariance: each product's effect and minutes are combinations of them. */
export interface ProductMeans {
  /** The estimates; degrees of freedom of the normal distribution are Infinity. */
  readonly vector: MeanVector;
  /** Coefficients of the total effect of each product. */
  readonly effects: readonly (readonly number[])[];
  /** Coefficients of its minutes over the period. */
  readonly minutes: readonly (readonly number[])[];
}

/** The estimates that were given: effect and minutes of each product in turn. */
export function productMeans(
  products: readonly FrontierProduct[],
  joint: ScreenTimeFrontierOptions['joint'],
  who: string,
): ProductMeans {
  const size = 2 * products.length;
  const unit = (at: number): readonly number[] => Array.from({ length: size }, (_, i) => Number(i === at));
  const means = products.flatMap((product) => {
    const { totalEffect, meanMinutes } = checked(product, who);
    return [totalEffect.estimate, meanMinutes.estimate];
  });
  return {
    vector: { means, parts: joint === undefined ? products.map(own) : [jointly(joint, size, who)] },
    effects: products.map((_, i) => unit(2 * i)),
    minutes: products.map((_, i) => unit(2 * i + 1)),
  };

  function own(product: FrontierProduct, at: number): MeanVector['parts'][number] {
    const { totalEffect, meanMinutes, covariance } = checked(product, who);
    const block = [
      [totalEffect.standardError ** 2, covariance],
      [covariance, meanMinutes.standardError ** 2],
    ];
    const cell = (i: number, j: number): number => block[i - 2 * at]?.[j - 2 * at] ?? 0;
    return {
      covariance: Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => cell(i, j))),
      df: Math.min(totalEffect.df ?? Infinity, meanMinutes.df ?? Infinity),
    };
  }
}

interface Given {
  readonly estimate: number;
  readonly standardError: number;
  readonly df?: number | null;
}

/** @throws {@link EfficacyError} for figures that are missing or impossible */
function checked(
  { product, totalEffect, meanMinutes, covariance }: FrontierProduct,
  who: string,
): { readonly totalEffect: Given; readonly meanMinutes: Given; readonly covariance: number } {
  const of = `for ${quoted(product)}`;
  if (totalEffect === null || covariance === null) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs a total effect ${of} and its covariance with the minutes: growth beyond what came without the product, from a control arm, a norm or a stated figure`,
      { product },
    );
  }
  const [effect, minutes] = [totalEffect, meanMinutes].map((figure, i): Given => {
    const { estimate, standardError, df = null } = figure;
    const name = i === 0 ? 'total effect' : 'mean of minutes';
    need(Number.isFinite(estimate), 'not_finite', who, `a finite ${name} ${of}`, estimate);
    const known = standardError !== null && standardError >= 0 && standardError < Infinity;
    need(known, 'out_of_domain', who, `a standard error of 0 or more of the ${name} ${of}`, standardError);
    need(df === null || isEnough(df), 'out_of_domain', who, `1 degree of freedom or more ${of}, or null`, df);
    return { estimate, standardError, df };
  }) as [Given, Given];
  need(effect.standardError > 0, 'zero_variance', who, `a standard error above 0 of the total effect ${of}`, 0);
  const positive = minutes.estimate > 0;
  need(positive, 'out_of_domain', who, `minutes above 0 ${of} (there is no rate without use)`, minutes.estimate);
  const most = effect.standardError * minutes.standardError;
  const what = `a covariance ${of} of at most the product of the two standard errors`;
  need(Math.abs(covariance) <= most * (1 + 1e-9), 'out_of_domain', who, what, covariance);
  return { totalEffect: effect, meanMinutes: minutes, covariance };
}

function jointly(
  { covariance, df }: NonNullable<ScreenTimeFrontierOptions['joint']>,
  size: number,
  who: string,
): MeanVector['parts'][number] {
  const square = covariance.length === size && covariance.every((row) => row.length === size);
  const shape = `a joint covariance of ${size} rows and columns, effect and minutes of each product`;
  need(square, 'length_mismatch', who, shape, `${covariance.length} rows`);
  covariance.forEach((row, i) => {
    row.forEach((x, j) => {
      const other = covariance[j]![i]!;
      const scale = Math.sqrt(covariance[i]![i]! * covariance[j]![j]!);
      const fits = Math.abs(x - other) <= 1e-9 * scale && Math.abs(x) <= scale * (1 + 1e-9);
      need(fits, 'invalid_argument', who, 'a joint covariance that is one (symmetric, variances of 0 or more)', x);
    });
  });
  const scales = covariance.map((row, i) => Math.sqrt(row[i]!));
  const correlations = covariance.flatMap((row, i) =>
    row.map((x, j) => (scales[i]! * scales[j]! > 0 ? x / scales[i]! / scales[j]! : 0)),
  );
  const smallest = symmetricEigen(Float64Array.from(correlations), size).values[0] ?? 0;
  const definite = 'a joint covariance by which no combination of the estimates has a variance below 0';
  need(smallest > -1e-9 * size, 'invalid_argument', who, definite, `correlations with the eigenvalue ${smallest}`);
  const enough = df === null || isEnough(df);
  need(enough, 'out_of_domain', who, '1 degree of freedom or more of the joint covariance, or null', df);
  return { covariance, df: df ?? Infinity };
}
