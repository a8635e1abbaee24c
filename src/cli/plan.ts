import { parseArgs } from 'node:util';
import { jsonText } from '../report/json-text.js';
import { type AnalysisPlanInput, analysisPlan } from '../summarize/plan/analysis-plan.js';
import { EfficacyError } from '../support/errors.js';
import { readJson } from './read-json.js';
import { UsageError } from './usage-error.js';

/** What `efficacy plan --help` prints. */
export const planHelp = `Usage: efficacy plan FILE

Settles an analysis before outcomes are seen. FILE is JSON; what is printed is the same plan with everything
filled in and a SHA-256 hash that any change to it changes. Keep the record, publish the hash, and give the
record to efficacy trial --plan, which says whether the analysis is the planned one.

What FILE says
  outcomes            each with outcome, treatment {column, treated, control}, and as far as there are any
                      baseline, covariates, block, cluster, weights, received, minutes (required)
  multiplicity        rule for several outcomes: holm, benjamini-hochberg, ... (required)
  attritionBoundary   cautious or optimistic (required)
  profile             wwc-5.0 or wwc-4.1 (required)
  m                   tests in the family, where there are more than outcomes here
  subgroups           label columns
  doseCuts            minutes between bands of use, ascending
  level               confidence level, 0.95 unless given

Example
  {
    "outcomes": [{
      "outcome": "readk", "block": "schoolidk",
      "treatment": { "column": "stark", "treated": "small", "control": "regular" }
    }],
    "multiplicity": "holm", "attritionBoundary": "cautious", "profile": "wwc-5.0"
  }
`;

/** Runs `efficacy plan` and returns what it prints. */
export async function planCommand(args: readonly string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean' } },
    allowPositionals: true,
    strict: true,
  });
  if (values.help === true) return planHelp;
  const [path, extra] = positionals;
  if (path === undefined || extra !== undefined) throw new UsageError('efficacy plan needs one JSON file', 'plan');
  const input = await readJson(path);
  if (typeof input !== 'object' || input === null || !('outcomes' in input) || !Array.isArray(input.outcomes)) {
    throw new EfficacyError('wrong_file', `efficacy plan needs an object with a list of outcomes; ${path} holds none`);
  }
  return `${jsonText(analysisPlan(input as unknown as AnalysisPlanInput))}\n`;
}
