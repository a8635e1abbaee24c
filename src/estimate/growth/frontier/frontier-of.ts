import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { listed, quoted } from '../../../support/text.js';
import type { Figure } from '../rate/growth-result.js';
import { combination, type MeanVector } from '../rate/mean-vector.js';
import { figureOf, ratioFigure } from '../rate/rate-of-means.js';
import { dominances } from './dominance.js';
import type { FrontierOptions, FrontierProduct, ProductDemand, WeeklyDoses } from './frontier-options.js';
import type { DisplacedInstruction, FrontierEntry, FrontierPair, ScreenTimeFrontier } from './frontier-result.js';
import type { ProductMeans } from './product-means.js';
import { dfOrNull, simultaneousDifferences } from './simultaneous.js';

/** A product without its figures. */
export interface NamedProduct extends ProductDemand {
  readonly product: string;
  readonly interpretation: NonNullable<FrontierProduct['interpretation']>;
}

/** What a frontier says beside its figures. */
interface Frame extends FrontierOptions {
  readonly unit: ScreenTimeFrontier['unit'];
  readonly method: string;
  readonly notes: readonly Note[];
}

const mostProducts = 12;

/** The frontier of products whose estimates are known. */
export function frontierOf(
  given: readonly NamedProduct[],
  estimates: ProductMeans,
  frame: Frame,
  who: string,
): ScreenTimeFrontier {
  const { weeks, line = 45, instructionPerWeek, level = 0.95, unit } = frame;
  checkLevel(who, level);
  const few = `2 to ${mostProducts} products to compare`;
  need(given.length >= 2 && given.length <= mostProducts, 'invalid_argument', who, few, given.length);
  need(weeks > 0 && weeks < Infinity, 'out_of_domain', who, 'weeks of the period above 0', weeks);
  need(line > 0 && line < Infinity, 'out_of_domain', who, 'a line above 0 minutes a week', line);
  const taught = instructionPerWeek === undefined || (instructionPerWeek > 0 && instructionPerWeek < Infinity);
  need(taught, 'out_of_domain', who, 'minutes of instruction a week above 0', instructionPerWeek);
  for (const product of given) checkDemand(product, who);

  const axis = given.every(({ minutesDemanded }) => minutesDemanded !== undefined) ? 'demanded' : 'observed';
  const { vector } = estimates;
  const asked = given.map(({ minutesDemanded }, i) =>
    axis === 'demanded' ? minutesDemanded! : combination(estimates.minutes[i]!, vector) / weeks,
  );
  // By minutes, and where these are equal in the order given.
  const order = [...given.keys()].sort((a, b) => asked[a]! - asked[b]!);
  const products = order.map((i) => given[i]!);
  const at = order.map((i) => asked[i]!);
  const effects = order.map((i) => estimates.effects[i]!);
  const minutes = order.map((i) => estimates.minutes[i]!);
  const weekly = minutes.map((form) => form.map((x) => x / weeks));

  const rates = effects.map((effect, i) => hourly(effect, minutes[i]!, vector, level, who));
  const perWeek = weekly.map((form) => recorded(figureOf(form, vector, level)));
  const dominated = dominances({ effects, weekly, asked: axis === 'demanded' ? at : null, vector });
  const entries = products.map((product, i): FrontierEntry => {
    const { minutesDemanded = null, weeklyDoses: doses = null, displacedShare } = product;
    const used = perWeek[i]!.estimate;
    return {
      product: product.product,
      interpretation: product.interpretation,
      minutesDemanded,
      minutesPerWeek: perWeek[i]!,
      shareOfDemanded: minutesDemanded === null || minutesDemanded === 0 ? null : used / minutesDemanded,
      totalEffect: recorded(figureOf(effects[i]!, vector, level)),
      perHour: rates[i]!,
      doses,
      lineInDoses: doses && (line < doses.lower ? 'below' : line > doses.upper ? 'above' : 'inside'),
      displaced:
        displacedShare === undefined
          ? null
          : displacedBy(displacedShare, used, { minutesDemanded, weeks, instructionPerWeek }),
      onFrontier: dominated.of[i]!.length === 0,
      dominatedBy: dominated.of[i]!.map(({ by, pValue, adjustedPValue }) => ({
        product: products[by]!.product,
        pValue,
        adjustedPValue,
      })),
    };
  });

  const all = products.flatMap((_, i) => products.slice(i + 1).map((_, j) => [i, i + 1 + j] as const));
  const reasons = all.map(([i, j]) => comparability(entries[i]!, entries[j]!));
  const compared = all.filter((_, k) => reasons[k] === 'compared');
  const totals = simultaneousDifferences(
    effects,
    entries.map(({ totalEffect }) => totalEffect.estimate),
    all,
    vector,
    level,
    who,
  );
  const gradients = effects.map((effect, i) => linearized(effect, minutes[i]!, vector));
  const hours = simultaneousDifferences(
    gradients,
    entries.map(({ perHour }) => perHour.estimate),
    compared,
    vector,
    level,
    who,
  );
  const known = (i: number, j: number): Figure =>
    axis === 'demanded'
      ? exactly(at[i]! - at[j]!, level)
      : recorded(
          figureOf(
            weekly[i]!.map((x, k) => x - weekly[j]![k]!),
            vector,
            level,
          ),
        );
  const pairs = all.map(([i, j], k): FrontierPair => {
    const place = reasons[k] === 'compared' ? reasons.slice(0, k).filter((reason) => reason === 'compared').length : -1;
    return {
      first: entries[i]!.product,
      second: entries[j]!.product,
      totalEffect: totals.differences[k]!,
      minutesPerWeek: known(i, j),
      perHour: hours.differences[place] ?? null,
      rates: reasons[k]!,
    };
  });
  const names = (keep: (minutesPerWeek: number) => boolean): readonly string[] =>
    entries.filter((_, i) => keep(at[i]!)).map(({ product }) => product);
  return {
    kind: 'screen-time-frontier',
    unit,
    axis,
    products: entries,
    pairs,
    line: { minutesPerWeek: line, within: names((x) => x <= line), beyond: names((x) => x > line) },
    multiplicity: {
      intervals: 'max-t',
      pValues: 'holm',
      families: [
        { of: 'total effect', size: all.length, critical: totals.critical, df: totals.df },
        { of: 'rate', size: compared.length, critical: hours.critical, df: hours.df },
        { of: 'dominance', size: dominated.hypotheses, critical: null, df: null },
      ],
    },
    weeks,
    level,
    method: `rates as total effect over minutes, linearized, Fieller's set beside; simultaneous intervals of all pairs by max-t; dominance one-sided, by the intersection-union rule where minutes are estimated, Holm over the pairs; ${frame.method}`,
    notes: [...frame.notes, ...notesOf(entries, pairs, axis)],
  };
}

function checkDemand({ product, minutesDemanded, displacedShare, weeklyDoses }: NamedProduct, who: string): void {
  const of = `for ${quoted(product)}`;
  const asked = minutesDemanded === undefined || (minutesDemanded >= 0 && minutesDemanded < Infinity);
  need(asked, 'out_of_domain', who, `minutes demanded of 0 or more ${of}`, minutesDemanded);
  const share = displacedShare === undefined || (displacedShare >= 0 && displacedShare <= 1);
  need(share, 'out_of_domain', who, `a displaced share from 0 to 1 ${of}`, displacedShare);
  const doses = weeklyDoses === undefined || rangeHolds(weeklyDoses);
  const got = `${weeklyDoses?.lower} to ${weeklyDoses?.upper}`;
  need(doses, 'out_of_domain', who, `weekly doses from a lower to an upper end, 0 or more, ${of}`, got);
}

const rangeHolds = ({ lower, upper }: WeeklyDoses): boolean => lower >= 0 && upper >= lower && upper < Infinity;

/** Degrees of freedom of the normal distribution are null in a record. */
const recorded = <T extends Figure>(figure: T): T => ({
  ...figure,
  df: figure.df === null ? null : dfOrNull(figure.df),
});

const exactly = (estimate: number, level: number): Figure => ({
  estimate,
  standardError: 0,
  df: null,
  interval: { lower: estimate, upper: estimate, level },
});

function hourly(
  effect: readonly number[],
  minutes: readonly number[],
  vector: MeanVector,
  level: number,
  who: string,
): FrontierEntry['perHour'] {
  const form = minutes.map((x) => x / 60);
  return recorded(ratioFigure(effect, form, vector, level, who));
}

/** The gradient of a rate for an hour. */
function linearized(effect: readonly number[], minutes: readonly number[], vector: MeanVector): readonly number[] {
  const hours = combination(minutes, vector) / 60;
  const rate = combination(effect, vector) / hours;
  return effect.map((x, k) => (x - (rate * minutes[k]!) / 60) / hours);
}

function displacedBy(
  share: number,
  used: number,
  {
    minutesDemanded,
    weeks,
    instructionPerWeek,
  }: {
    readonly minutesDemanded: number | null;
    readonly weeks: number;
    readonly instructionPerWeek: number | undefined;
  },
): DisplacedInstruction {
  const minutesPerWeek = share * used;
  return {
    minutesPerWeek,
    hours: (minutesPerWeek * weeks) / 60,
    minutesPerWeekDemanded: minutesDemanded === null ? null : share * minutesDemanded,
    shareOfInstruction: instructionPerWeek === undefined ? null : minutesPerWeek / instructionPerWeek,
  };
}

function comparability(a: FrontierEntry, b: FrontierEntry): FrontierPair['rates'] {
  if (a.doses === null || b.doses === null) return 'doses-unknown';
  if (Math.max(a.doses.lower, b.doses.lower) >= Math.min(a.doses.upper, b.doses.upper)) return 'doses-do-not-overlap';
  const reaches = [a, b].some(({ minutesPerWeek }) => !((minutesPerWeek.interval?.lower ?? 0) > 0));
  return reaches ? 'minutes-reach-zero' : 'compared';
}

function notesOf(
  entries: readonly FrontierEntry[],
  pairs: readonly FrontierPair[],
  axis: ScreenTimeFrontier['axis'],
): readonly Note[] {
  const notes: Note[] = [];
  const say = (code: string, message: string): void => {
    notes.push({ code, message });
  };
  const told = (reason: FrontierPair['rates']): string =>
    listed(pairs.filter(({ rates }) => rates === reason).map(({ first, second }) => `${first} and ${second}`));
  const apart = told('doses-do-not-overlap');
  if (apart !== '')
    say(
      'doses_do_not_overlap',
      `Not compared on their rates, because their users' doses do not overlap: ${apart}. A rate says nothing of other doses.`,
    );
  const unknown = told('doses-unknown');
  if (unknown !== '')
    say(
      'doses_unknown',
      `Not compared on their rates, because the doses of their users were not given (weeklyDoses): ${unknown}.`,
    );
  const zero = told('minutes-reach-zero');
  if (zero !== '')
    say(
      'minutes_reach_zero',
      `Not compared on their rates, because an interval of minutes reaches 0 and the rate has no bound: ${zero}.`,
    );
  const readings = new Set(entries.map(({ interpretation }) => interpretation));
  if (readings.size > 1)
    say(
      'mixed_interpretations',
      'Effects of some products are descriptions or associations, those of others are causal: a difference between them is a difference of designs as well.',
    );
  const undemanded = entries.filter(({ minutesDemanded }) => minutesDemanded === null);
  if (axis === 'observed' && undemanded.length < entries.length)
    say(
      'minutes_demanded_unknown',
      `Products stand by the minutes observed, because those demanded were not given for ${listed(undemanded.map(({ product }) => product))}.`,
    );
  if (entries.some(({ displaced }) => displaced !== null))
    say(
      'displaced_instruction',
      'A total effect against students without the product already counts what displaced instruction in this subject would have brought; what was displaced in other subjects is in no figure here.',
    );
  return notes;
}
