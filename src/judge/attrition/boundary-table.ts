import type { Cited, WwcProfile } from '../profiles/profile.js';

/**
 * What is assumed of the students who leave. `'cautious'`: the intervention may itself decide who leaves. `'optimistic'`: it does not. The
 * protocol of a review says which, before outcomes are seen.
 */
export type AttritionBoundary = 'cautious' | 'optimistic';

/**
 * The largest differential attrition that is still low, in percentage points, for an overall attrition of 0, 1, 2, ... percent. Beyond the
 * last row attrition is high whatever the differential.
 */
export type AttritionTable = Readonly<Record<AttritionBoundary, readonly number[]>>;

const table: AttritionTable = {
  cautious: [
    ...[5.7, 5.8, 5.9, 5.9, 6.0, 6.1, 6.2, 6.3, 6.3, 6.3], // 0 to 9 percent
    ...[6.3, 6.2, 6.2, 6.1, 6.0, 5.9, 5.9, 5.8, 5.7, 5.5], // 10
    ...[5.4, 5.3, 5.2, 5.1, 4.9, 4.8, 4.7, 4.5, 4.4, 4.3], // 20
    ...[4.1, 4.0, 3.8, 3.6, 3.5, 3.3, 3.2, 3.1, 2.9, 2.8], // 30
    ...[2.6, 2.5, 2.3, 2.1, 2.0, 1.8, 1.6, 1.5, 1.3, 1.2], // 40
    ...[1.0, 0.9, 0.7, 0.6, 0.4, 0.3, 0.2, 0.0], // 50 to 57
  ],
  optimistic: [
    ...[10.0, 10.1, 10.2, 10.3, 10.4, 10.5, 10.7, 10.8, 10.9, 10.9], // 0 to 9 percent
    ...[10.9, 10.9, 10.9, 10.8, 10.8, 10.7, 10.6, 10.5, 10.3, 10.2], // 10
    ...[10.0, 9.9, 9.7, 9.5, 9.4, 9.2, 9.0, 8.8, 8.6, 8.4], // 20
    ...[8.2, 8.0, 7.8, 7.6, 7.4, 7.2, 7.0, 6.7, 6.5, 6.3], // 30
    ...[6.0, 5.8, 5.6, 5.3, 5.1, 4.9, 4.6, 4.4, 4.2, 3.9], // 40
    ...[3.7, 3.5, 3.2, 3.0, 2.8, 2.6, 2.3, 2.1, 1.9, 1.6], // 50
    ...[1.4, 1.1, 0.9, 0.7, 0.5, 0.3], // 60 to 65
  ],
};

/** The published boundary, by edition: printed in 4.1, and known to be kept in 5.0. */
export const attritionTables: Readonly<Record<WwcProfile['id'], Cited<AttritionTable>>> = {
  'wwc-4.1': {
    value: table,
    source: 'WWC Standards Handbook, version 4.1 (2020)',
    section: 'Table II.1',
    confidence: 'verified',
  },
  'wwc-5.0': {
    value: table,
    source: 'WWC Procedures and Standards Handbook, version 5.0 (2022)',
    section: 'Chapter IV, attrition boundaries',
    confidence: 'unverified',
  },
};
