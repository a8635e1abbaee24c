import { missingCode } from '../../columns/column.js';
import { selectRows } from '../../columns/complete-rows.js';
import { factorColumnOf, makeTable, type Table } from '../../columns/table.js';
import { type WaldTest, waldTest } from '../../estimate/regression/wald-test.js';
import type { AdjustmentMethod } from '../../numeric/multiplicity/index.js';
import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { quoted } from '../../support/text.js';
import { attempt } from './attempt.js';
import type { TrialDesign } from './design.js';
import { regressionOf } from './design-fit.js';
import { errorRate, type FamilyTest, judged } from './family-test.js';
import { type PartEffect, partEffect, rowsByLabel } from './part-effect.js';
import { indicator } from './sample.js';

/** The effect within one label of a subgroup column. */
export interface SubgroupEffect extends PartEffect, FamilyTest {}

/** The effects within the labels of one column, and whether they differ. */
export interface Subgroup {
  /** The column of labels. */
  readonly column: string;
  /** In the order of the labels. */
  readonly levels: readonly SubgroupEffect[];
  /** Test that the effect is the same in all labels; null, with a note, where there is none. */
  readonly interaction: (WaldTest & FamilyTest) | null;
  /** Analysed rows without a label. */
  readonly unknown: number;
  /** Why there is no test. */
  readonly notes: readonly Note[];
}

/** Subgroups with the families in which their tests were judged. */
export interface SubgroupAnalysis {
  readonly kind: 'subgroup-analysis';
  /** How tests were judged. */
  readonly multiplicity: {
    /** The rule. */
    readonly method: AdjustmentMethod;
    /** Tests of differences between labels: one a column. */
    readonly interactions: number;
    /** Tests of effects within labels, of all columns. */
    readonly effects: number;
    /** 1 less the confidence level: the error rate of each of the two families. */
    readonly level: number;
  };
  /** In the order of the design. */
  readonly subgroups: readonly Subgroup[];
  /** What a reader must know of all of them. */
  readonly notes: readonly Note[];
}

/** More labels than this are no subgroups but ids. */
const mostLabels = 100;

/** With more labels than this, none of which gives an effect, a column holds ids too; with fewer each label tells its reason. */
const fewLabels = 10;

/** Column that holds the labels of a subgroup in the regression that tests whether effects differ. */
const groupColumn = '(subgroup)';

/**
 * Effects within subgroups, each from its own rows, and whether they differ: a Wald test of the products of arm and label, HTZ with clusters.
 * Interactions are one family of tests, effects within labels another.
 */
export function subgroupAnalysis(
  sample: Table,
  columns: readonly string[],
  design: TrialDesign,
  adjustedFor: readonly string[],
  who: string,
): SubgroupAnalysis {
  const { multiplicity: method = 'holm', level = 0.95 } = design;
  const alpha = errorRate(level);
  const found = [...new Set(columns)].map((column) => {
    const labels = factorColumnOf(sample, column, who);
    const { codes } = labels;
    const parts = rowsByLabel(labels);
    need(
      parts.length <= mostLabels,
      'invalid_argument',
      who,
      `at most ${mostLabels} labels in a subgroup column; ids are none`,
      `${parts.length} in ${quoted(column)}`,
    );
    const levels = parts.map((part) => partEffect(sample, part, design, adjustedFor, who));
    need(
      parts.length <= fewLabels || levels.some(({ effect }) => effect !== null),
      'invalid_argument',
      who,
      'a subgroup column with enough students of both arms in a label; join labels, or leave the column out if it holds ids',
      `${parts.length} labels in ${quoted(column)}, none of which gives an effect`,
      { column, labels: parts.length },
    );
    return {
      column,
      levels,
      interaction: attempt(() => interactionTest(sample, column, levels, design, adjustedFor)),
      unknown: codes.reduce((sum, code) => sum + Number(code === missingCode), 0),
    };
  });
  const tests = found.map(({ interaction }) => (interaction instanceof EfficacyError ? null : interaction.pValue));
  const effects = found.flatMap(({ levels }) => levels.map(({ effect }) => effect?.pValue ?? null));
  const [ofTests, ofEffects] = [judged(tests, method, alpha), judged(effects, method, alpha)];
  let at = 0;
  const subgroups = found.map(({ column, levels, interaction, unknown }, i): Subgroup => {
    const none = interaction instanceof EfficacyError;
    return {
      column,
      levels: levels.map((part) => ({ ...part, ...(ofEffects[at++] as FamilyTest) })),
      interaction: none ? null : { ...interaction, ...(ofTests[i] as FamilyTest) },
      unknown,
      notes: none
        ? [
            {
              code: 'no_interaction_test',
              message: `No test whether effects differ by ${quoted(column)}: ${interaction.message}.`,
            },
          ]
        : [],
    };
  });
  const count = (values: readonly (number | null)[]): number => values.filter((p) => p !== null).length;
  return {
    kind: 'subgroup-analysis',
    multiplicity: { method, interactions: count(tests), effects: count(effects), level: alpha },
    subgroups,
    notes: [differencesFirst],
  };
}

/** Whether the effect differs between the labels that have both arms. */
function interactionTest(
  sample: Table,
  column: string,
  parts: readonly PartEffect[],
  design: TrialDesign,
  adjustedFor: readonly string[],
): WaldTest {
  const labels = factorColumnOf(sample, column, 'waldTest');
  const both = parts.filter(({ nTreatment, nControl }) => nTreatment > 0 && nControl > 0).map(({ label }) => label);
  need(both.length > 1, 'invalid_argument', 'an interaction test', 'two labels with both arms', both.length);
  const codes = new Set(both.map((label) => labels.levels.indexOf(label)));
  const rows = Uint32Array.from(labels.codes.keys()).filter((row) => codes.has(labels.codes[row] as number));
  const names = [...sample.columns.keys(), groupColumn];
  const table = selectRows(makeTable([...sample.columns, [groupColumn, labels]]), names, rows);
  const { level: _, ...regression } = regressionOf(design);
  return waldTest(table, {
    outcome: design.outcome,
    terms: [indicator, groupColumn, `${indicator}:${groupColumn}`, ...adjustedFor.filter((name) => name !== column)],
    ...regression,
    zero: [`${indicator}:${groupColumn}`],
  });
}

const differencesFirst: Note = {
  code: 'subgroups_differences_first',
  message:
    'That an effect is significant in one subgroup and not in another does not show that they differ: the interaction test does.',
};
