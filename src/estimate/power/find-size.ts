import { findRoot, requireConverged } from '../../numeric/optimize/index.js';
import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';
import { sizesOf } from './check-design.js';
import { type DesignPrecision, precisionOf } from './design-precision.js';
import type { DesignSize, DesignToSize, PlannedDesign } from './planned-design.js';

/** A size of a design that reaches what was asked. */
export interface FoundSize {
  /** Which of the sizes was sought. */
  readonly of: DesignSize;
  /** The smallest whole number that reaches it. */
  readonly size: number;
  /** The size, not whole, that reaches it exactly; null where the smallest possible size does more than that. */
  readonly exactSize: number | null;
  /** The design with that size and with the share treated that whole numbers allow. */
  readonly design: PlannedDesign;
  /** Units, clusters or (by block) either that are treated in that design; null for pairs, and for clusters in one arm. */
  readonly treated: number | null;
  /** Of that design. */
  readonly precision: DesignPrecision;
  /** The probability that it reaches. */
  readonly reached: number;
}

/** Sizes above this are no design. */
const largest = 1e9;

/**
 * The smallest size of a design, the one that is `'find'`, at which a probability reaches a target.
 *
 * It is first solved as if sizes were continuous, and then counted up, with as many treated as whole numbers allow, from the size at which rounding
 * a small arm up could first be enough. One-arm clusters and pairs have no share treated.
 *
 * @param probability - of a design with this precision; it must not fall as the size grows
 * @throws {@link EfficacyError} `invalid_argument` unless exactly one size is `'find'` and the others are whole, `out_of_domain` where no size reaches it
 */
export function findSize(
  sought: DesignToSize,
  target: number,
  probability: (precision: DesignPrecision) => number,
  who: string,
): FoundSize {
  const of = soughtSize(sought, who);
  const [assigned] = sizesOf[sought.kind];
  const sized = (size: number): PlannedDesign => ({ ...sought, [of]: size }) as PlannedDesign;
  const whole = (design: PlannedDesign): PlannedDesign => withWholeArms(design, assigned!);
  // The share treated is settled before the search where the number assigned is.
  const base = of === assigned ? sized : (size: number): PlannedDesign => whole(sized(size));
  const at = (design: PlannedDesign): number => {
    const precision = precisionIfAny(design, who);
    return precision === null ? 0 : probability(precision);
  };
  const isEnough = (size: number): boolean => {
    const design = sized(size);
    return hasArms(design, assigned!) && precisionIfAny(base(size), who) !== null;
  };
  const first = smallestSize(isEnough, of, who);
  const gap = (size: number): number => at(base(size)) - target;
  let exactSize: number | null = null;
  if (gap(first) < 0) {
    let upper = 2 * first;
    while (gap(upper) < 0 && upper < largest) upper *= 2;
    if (gap(upper) < 0) refuse(of, upper, target, gap(upper) + target, who);
    exactSize = requireConverged(findRoot(gap, upper / 2, upper)).root;
  }
  let size = Math.max(first, Math.floor(exactSize ?? first) - (of === assigned ? sparedByRounding(sought) : 0));
  while (at(whole(base(size))) < target) size++;
  const design = whole(base(size));
  const precision = precisionOf(design, who);
  return {
    of,
    size,
    exactSize,
    design,
    treated: treatedIn(design, assigned!),
    precision,
    reached: probability(precision),
  };
}

/** The name of the size that is `'find'`; the other sizes are whole. */
function soughtSize(design: DesignToSize, who: string): DesignSize {
  const known = Object.hasOwn(sizesOf, design.kind);
  need(known, 'invalid_argument', who, `a design of a kind among ${Object.keys(sizesOf).join(', ')}`, design.kind);
  const given = design as Partial<Record<DesignSize, unknown>>;
  const names = sizesOf[design.kind];
  const sought = names.filter((name) => given[name] === 'find');
  need(sought.length === 1, 'invalid_argument', who, `exactly one of ${names.join(', ')} to be 'find'`, sought.length);
  const odd = names.find(
    (name) => given[name] !== 'find' && !(Number.isInteger(given[name]) && (given[name] as number) > 0),
  );
  need(odd === undefined, 'invalid_argument', who, `a whole number for ${odd}`, odd === undefined ? '' : given[odd]);
  return sought[0]!;
}

/** The smallest whole size at which a design has a test. */
function smallestSize(isEnough: (size: number) => boolean, of: DesignSize, who: string): number {
  let upper = 1;
  while (!isEnough(upper) && upper < largest) upper *= 2;
  need(
    isEnough(upper),
    'out_of_domain',
    who,
    `other sizes at which some number of ${of} gives two arms and degrees of freedom`,
    'none',
  );
  let lower = 0;
  while (upper - lower > 1) {
    const middle = Math.floor((lower + upper) / 2);
    if (isEnough(middle)) upper = middle;
    else lower = middle;
  }
  return upper;
}

/** The precision of a design; null where no degrees of freedom are left. */
function precisionIfAny(design: PlannedDesign, who: string): DesignPrecision | null {
  try {
    return precisionOf(design, who);
  } catch (error) {
    const tooSmall = error instanceof EfficacyError && error.code.startsWith('too_few');
    if (tooSmall) return null;
    throw error;
  }
}

/** Of the units or clusters that are assigned (in a block), how many a share comes to: at least 1, and not all. */
function treatedIn(design: PlannedDesign, assigned: DesignSize): number | null {
  if (design.kind === 'matched-pairs' || design.kind === 'one-arm-clustered') return null;
  const size = sizeIn(design, assigned);
  const { treatedShare = 0.5 } = design;
  return Math.max(1, Math.min(size - 1, Math.round(treatedShare * size)));
}

/** The design with the share treated that whole numbers allow. */
function withWholeArms(design: PlannedDesign, assigned: DesignSize): PlannedDesign {
  const treated = treatedIn(design, assigned);
  return treated === null ? design : ({ ...design, treatedShare: treated / sizeIn(design, assigned) } as PlannedDesign);
}

/**
 * By how many units or clusters a size with whole arms may fall short of the exact one and still be enough. m P + 1/2 treated of m, the most that
 * rounding makes of a share P below one half, are worth no more than those of m + 1/(2 P).
 */
function sparedByRounding(design: DesignToSize): number {
  const { treatedShare = 0.5 } = design as { readonly treatedShare?: number };
  return Math.ceil(0.5 / Math.min(treatedShare, 1 - treatedShare));
}

/** Whether what is assigned can be divided into two arms. */
function hasArms(design: PlannedDesign, assigned: DesignSize): boolean {
  return treatedIn(design, assigned) === null || sizeIn(design, assigned) >= 2;
}

const sizeIn = (design: PlannedDesign, name: DesignSize): number =>
  (design as Partial<Record<DesignSize, number>>)[name]!;

function refuse(of: DesignSize, size: number, target: number, reached: number, who: string): never {
  throw new EfficacyError(
    'out_of_domain',
    `${who} finds no number of ${of} that reaches a probability of ${target}: ${size} reach ${reached.toPrecision(4)}; raise another size of the design`,
    { size: of, target, reached },
  );
}
