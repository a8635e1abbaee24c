/** What makes a student count as a user. Anything but being assigned comes after the start. */
export type UserCriterion = 'assignment' | 'dose-reached' | 'lessons-passed' | 'completion';

const words: readonly (readonly [UserCriterion, RegExp])[] = [
  [
    'dose-reached',
    /\b(min(ute)?s?|h(ou)?rs?|sessions?|logins?|lessons?|dos(e|es|age)|days|recommended|fidelity|intended|users?|usage|used|engag\w+|active|actively|attend\w*|participat\w+|adher\w+|compli(er|ers|ant|ance)|per[- ]protocol|as[- ]treated|on[- ]the[- ]treated)\b/i,
  ],
  ['lessons-passed', /\b(pass(es|ed|ing)?|accuracy|correct|mastered|mastery|proficien\w*|scored)\b/i],
  ['completion', /\b(complet\w+|finish\w*|on track)\b/i],
];

/** Words by which what looks like assignment is said not to be. */
const denied =
  /\b(not?|non|never|without|quasi|instead of|rather than)\b[- ]*(\w+[- ]+){0,2}(assign\w*|random\w*|intent\w*|itt|lottery)|\bnonrandom\w*/i;

const assigned = /\b(assign\w*|randomi[sz]ed|offered|intent(ion)?[- ]to[- ]treat|itt|lottery)\b/i;

/**
 * By what students were selected, from a vendor's own words: `'30-49 minutes a week and a pass rate of 70 %'` is dose reached and lessons passed. Words
 * that are known to none of these count as dose reached, since a group that is named at all was chosen; so do `'not randomly assigned'`, and users among
 * those who were assigned.
 */
export function selectionInWords(criterion: string): readonly UserCriterion[] {
  const found = words.filter(([, pattern]) => pattern.test(criterion)).map(([name]) => name);
  if (found.length > 0) return found;
  return assigned.test(criterion) && !denied.test(criterion) ? ['assignment'] : ['dose-reached'];
}
