import type { Cited, WwcProfile } from './profile.js';

const source = 'WWC Procedures Handbook, version 4.1 (2020), with its Supplement ED608943';
const verified = <T>(value: T, section: string): Cited<T> => ({ value, source, section, confidence: 'verified' });
const unverified = <T>(value: T, section: string): Cited<T> => ({ value, source, section, confidence: 'unverified' });

/** How the What Works Clearinghouse computed findings under its handbook 4.1. */
export const wwc41: WwcProfile = {
  id: 'wwc-4.1',
  title: 'What Works Clearinghouse 4.1',
  correction: verified('approximate', 'Appendix E, small-sample correction'),
  coxDivisor: verified(1.65, 'Appendix E, dichotomous outcomes'),
  sizeTerm: verified('2N', 'Appendix E, standard error of g'),
  clusterCorrection: verified('t', 'Appendix F, mismatched analyses'),
  defaultIcc: verified({ achievement: 0.2, behavior: 0.1, other: 0.1 }, 'Appendix F, intraclass correlations'),
  imputedCorrelation: verified(0.5, 'Supplement, difference in differences'),
  imputedR2: verified(0, 'Supplement, analysis of covariance'),
  significance: unverified(0.05, 'Chapter V'),
  baseline: unverified({ satisfied: 0.05, adjustable: 0.25 }, 'Standards Handbook, chapter II'),
  improvementIndexDecimals: verified(0, 'Appendix E, improvement index'),
};
