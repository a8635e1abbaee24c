import { EfficacyError } from '../../../support/errors.js';
import { type Conversion, signOf, who } from './conversion.js';
import { fromAncova, fromRegression } from './from-adjusted.js';
import { fromChiSquared, fromOddsRatio } from './from-shares.js';
import { fromBareT, fromMeans, fromP, fromPrintedT, fromR, fromT } from './from-t.js';
import { readPrinted } from './printed.js';
import type { PublishedSource } from './sources.js';

/** Reads a source. @throws as publishedEffect */
export function conversionOf(source: PublishedSource): Conversion {
  switch (source.from) {
    case 'means':
      return fromMeans(source);
    case 't':
      return fromPrintedT(source);
    case 'paired-t':
      return fromBareT(source.t, source.df, 1);
    case 'f': {
      const sign = signOf(source.sign, 'F');
      return fromT([readPrinted(source.f, 'f', who, 0)], source, (f) => sign * Math.sqrt(f), '√F √(1/nT + 1/nC)');
    }
    case 'p':
      return fromP(source);
    case 'r':
      return fromR(source);
    case 'ancova-t':
      return fromAncova(source, readPrinted(source.t, 't', who), (t) => t);
    case 'ancova-f': {
      const sign = signOf(source.sign, 'F');
      return fromAncova(source, readPrinted(source.f, 'f', who, 0), (f) => sign * Math.sqrt(f));
    }
    case 'chi-squared':
      return fromChiSquared(source);
    case 'odds-ratio':
      return fromOddsRatio(source);
    case 'regression':
      return fromRegression(source);
    default:
      throw new EfficacyError(
        'invalid_argument',
        `${who} does not know the source "${String((source as { from: unknown }).from)}"`,
      );
  }
}
