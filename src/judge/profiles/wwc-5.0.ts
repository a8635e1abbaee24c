import type { Cited, WwcProfile } from './profile.js';

const source = 'WWC Procedures and Standards Handbook, version 5.0 (2022)';
const verified = <T>(value: T, section: string): Cited<T> => ({ value, source, section, confidence: 'verified' });
const unverified = <T>(value: T, section: string): Cited<T> => ({ value, source, section, confidence: 'unverified' });

/** How the What Works Clearinghouse computes findings under its handbook 5.0. */
export const wwc50: WwcProfile = {
  id: 'wwc-5.0',
  title: 'What Works Clearinghouse 5.0',
  correction: verified('approximate', 'Appendix E, small-sample correction'),
  coxDivisor: verified(1.65, 'Appendix E, dichotomous outcomes'),
  sizeTerm: verified('2df', 'Appendix E, standard error of g'),
  clusterCorrection: verified('effect', 'Appendix E, eq. E.21 and the text around it'),
  defaultIcc: verified({ achievement: 0.2, behavior: 0.1, other: 0.1 }, 'Appendix E, intraclass correlations'),
  imputedCorrelation: unverified(0.5, 'Appendix E, difference in differences'),
  imputedR2: unverified(0, 'Appendix E, analysis of covariance'),
  significance: unverified(0.05, 'Chapter VI'),
  baseline: unverified({ satisfied: 0.05, adjustable: 0.25 }, 'Chapter IV'),
  improvementIndexDecimals: verified(0, 'Appendix E, improvement index'),
};
