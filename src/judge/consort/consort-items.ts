import type { Cited } from '../profiles/profile.js';

/** One thing that a report of a randomized trial must say, in words of our own. */
export interface ConsortItem {
  /** Number in the checklist. */
  readonly item: string;
  /** In a word or two. */
  readonly topic: string;
  /** What the report must say. */
  readonly what: string;
  /** Whether the data of a trial can show it: in part, or not at all. Items that they show are not listed. */
  readonly byData: 'in-part' | 'no';
  /** Whether number and content were read in the checklist, or in a reprint of it. */
  readonly confidence: Cited<unknown>['confidence'];
}

const item = (
  number: string,
  topic: string,
  what: string,
  byData: ConsortItem['byData'] = 'no',
  confidence: ConsortItem['confidence'] = 'verified',
): ConsortItem => ({ item: number, topic, what, byData, confidence });

/** Items of the statement that no data set can prove. 22a, 22b, 25 and 26 are missing here: counts, baseline table and estimates show them. */
export const consortItems: Cited<readonly ConsortItem[]> = {
  value: [
    item('1a', 'title', 'that the title calls it a randomized trial'),
    item('1b', 'abstract', 'a structured summary'),
    item('2', 'registration', 'registry, number and date'),
    item('3', 'protocol and analysis plan', 'where both can be read'),
    item('4', 'data sharing', 'where data and code can be had'),
    item('5a', 'funding', 'who paid, and what the payers decided'),
    item('5b', 'interests', 'interests of the authors, financial and other'),
    item('6', 'background', 'why the trial was made'),
    item('7', 'objectives', 'what it set out to learn of benefits and harms'),
    item('8', 'involvement', 'how students, families and teachers took part in design, conduct and report'),
    item('9', 'design', 'type of trial and framework; the ratio of the arms shows in the data', 'in-part'),
    item('10', 'changes', 'what was changed after the start, and outcomes or analyses that were not planned'),
    item('11', 'setting', 'where and in what kind of schools; site columns show how many', 'in-part'),
    item('12a', 'eligibility', 'who could take part'),
    item('12b', 'eligibility of sites', 'which schools and teachers could take part'),
    item('13', 'intervention and comparator', 'what each arm was meant to do, so that it can be done again'),
    item('14', 'outcomes', 'which outcomes were planned, how measured and when'),
    item('15', 'harms', 'how harms were defined and looked for'),
    item('16a', 'sample size', 'how the number of students was set, with its assumptions'),
    item('16b', 'interim looks', 'looks at the data on the way, and rules for stopping'),
    item('17a', 'sequence', 'who drew the assignment, and how'),
    item(
      '17b',
      'restrictions',
      'blocks and strata of the draw; columns of blocks show that there were some',
      'in-part',
    ),
    item('18', 'concealment', 'how the next assignment was kept from those who enrolled'),
    item('19', 'implementation', 'whether those who enrolled and assigned could see the sequence'),
    item('20a', 'blinding', 'who did not know the arms: students, teachers, testers, analysts'),
    item('20b', 'how blinded', 'by what means they did not know'),
    item(
      '21a',
      'statistical methods',
      'that the methods used are the ones planned; which were used is in the results',
      'in-part',
    ),
    item(
      '21b',
      'who is analysed',
      'that this is as planned; who was analysed, and in which arm, is in the counts',
      'in-part',
    ),
    item('21c', 'missing data', 'why data are missing; how they were handled is in the results', 'in-part'),
    item('21d', 'additional analyses', 'which subgroup and sensitivity analyses were planned'),
    item('23a', 'recruitment', 'when students were recruited and followed', 'in-part'),
    item('23b', 'end of the trial', 'why it ended, or was stopped'),
    item('24a', 'delivery', 'how the intervention was delivered and kept to; minutes of use show a part', 'in-part'),
    item('24b', 'other support', 'what else the students of each arm received'),
    item('27', 'harms found', 'all harms in each arm', 'in-part'),
    item('28', 'ancillary analyses', 'which of the further analyses came after the fact', 'in-part'),
    item('29', 'interpretation', 'a reading in the light of benefits, harms and other evidence'),
    item('30', 'limitations', 'what could be wrong, and to whom the results apply'),
  ],
  source: 'Hopewell et al. (2025), CONSORT 2025 statement, PLoS Medicine 22(4), e1004587',
  section: 'Table 1',
  confidence: 'verified',
};

/** What the extension to cluster trials adds to those, by its own numbers. Items 1a to 10c were read in Montgomery et al. (2018), Trials 19, 407, Table 5. */
export const consortClusterItems: Cited<readonly ConsortItem[]> = {
  value: [
    item('cluster 1a', 'title', 'that the title calls it a cluster randomized trial'),
    item('cluster 1b', 'abstract', 'a structured summary with what the extension asks of abstracts'),
    item('cluster 2a', 'background', 'why clusters were assigned and not students'),
    item('cluster 2b', 'objectives', 'whether objectives are about clusters, students or both'),
    item('cluster 3a', 'design', 'what a cluster is; columns of clusters show how many', 'in-part'),
    item('cluster 4a', 'eligibility', 'which clusters could take part'),
    item('cluster 5', 'interventions', 'whether the intervention is given to clusters, students or both'),
    item('cluster 6a', 'outcomes', 'whether outcomes are about clusters, students or both'),
    item('cluster 7a', 'sample size', 'numbers and sizes of clusters planned, and the intraclass correlation assumed'),
    item(
      'cluster 8b',
      'restrictions',
      'strata or pairs of clusters; columns of blocks show that there were some',
      'in-part',
    ),
    item('cluster 9', 'concealment', 'whether the assignment was kept from clusters, students or both'),
    item('cluster 10a', 'implementation', 'who drew, who enrolled and who assigned clusters'),
    item('cluster 10b', 'inclusion', 'how students came to be included in their cluster'),
    item('cluster 10c', 'consent', 'from whom consent was sought, and whether before or after the draw'),
    item('cluster 21', 'generalisability', 'to which clusters and students the results apply', 'no', 'unverified'),
  ],
  source:
    'Campbell, Piaggio, Elbourne & Altman (2012), CONSORT 2010 statement: extension to cluster randomised trials, BMJ 345, e5661',
  section: 'Table 1',
  confidence: 'verified',
};
