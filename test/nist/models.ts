/**
 * The models of NIST's nonlinear regression sets with their derivatives by hand. Formulas: public domain, https://www.itl.nist.gov/div898/strd/.
 * `value(b, x)` is the model, `gradient(b, x)` its derivatives by b1, b2, ...
 */
export interface Model {
  readonly value: (b: Float64Array | readonly number[], x: readonly number[]) => number;
  readonly gradient: (b: Float64Array | readonly number[], x: readonly number[]) => number[];
}

/** A model of one x whose body gives value and gradient at once. */
const model = (body: (b: number[], x: number) => [number, number[]]): Model => ({
  value: (b, [x]) => body(Array.from(b), x!)[0],
  gradient: (b, [x]) => body(Array.from(b), x!)[1],
});

const { exp, log, cos, sin, atan, PI } = Math;

const saturation = model(([b1, b2], x) => {
  const e = exp(-b2! * x);
  return [b1! * (1 - e), [1 - e, b1! * x * e]];
});

const chwirut = model(([b1, b2, b3], x) => {
  const d = b2! + b3! * x;
  const f = exp(-b1! * x) / d;
  return [f, [-x * f, -f / d, (-x * f) / d]];
});

const threeDecays = model((b, x) => {
  const terms = [0, 2, 4].map((j) => ({ size: b[j]!, e: exp(-b[j + 1]! * x) }));
  return [terms.reduce((sum, { size, e }) => sum + size * e, 0), terms.flatMap(({ size, e }) => [e, -x * size * e])];
});

const decayAndTwoPeaks = model((b, x) => {
  const e = exp(-b[1]! * x);
  const peaks = [2, 5].map((j) => {
    const [height, center, width] = [b[j]!, b[j + 1]!, b[j + 2]!];
    const z = (x - center) / width;
    const g = exp(-z * z);
    return { value: height * g, slopes: [g, (2 * height * g * z) / width, (2 * height * g * z * z) / width] };
  });
  return [b[0]! * e + peaks[0]!.value + peaks[1]!.value, [e, -b[0]! * x * e, ...peaks.flatMap(({ slopes }) => slopes)]];
});

/** (b1 + b2 x + ...) / (1 + c1 x + ...): `top` coefficients above, the rest below. */
const rational = (top: number): Model =>
  model((b, x) => {
    const above = b.slice(0, top).reduce((sum, c, k) => sum + c * x ** k, 0);
    const below = b.slice(top).reduce((sum, c, k) => sum + c * x ** (k + 1), 1);
    return [
      above / below,
      b.map((_, j) => (j < top ? x ** j / below : (-above * x ** (j - top + 1)) / (below * below))),
    ];
  });

const enso = model((b, x) => {
  const year = (2 * PI * x) / 12;
  const slow = [3, 6].map((j) => {
    const angle = (2 * PI * x) / b[j]!;
    const [c, s] = [cos(angle), sin(angle)];
    return {
      value: b[j + 1]! * c + b[j + 2]! * s,
      slopes: [(angle / b[j]!) * (b[j + 1]! * s - b[j + 2]! * c), c, s],
    };
  });
  const value = b[0]! + b[1]! * cos(year) + b[2]! * sin(year) + slow[0]!.value + slow[1]!.value;
  return [value, [1, cos(year), sin(year), ...slow.flatMap(({ slopes }) => slopes)]];
});

export const models: Readonly<Record<string, Model>> = {
  Misra1a: saturation,
  BoxBOD: saturation,
  Misra1b: model(([b1, b2], x) => {
    const u = 1 + (b2! * x) / 2;
    return [b1! * (1 - u ** -2), [1 - u ** -2, b1! * x * u ** -3]];
  }),
  Misra1c: model(([b1, b2], x) => {
    const u = 1 + 2 * b2! * x;
    return [b1! * (1 - u ** -0.5), [1 - u ** -0.5, b1! * x * u ** -1.5]];
  }),
  Misra1d: model(([b1, b2], x) => {
    const u = 1 + b2! * x;
    return [(b1! * b2! * x) / u, [(b2! * x) / u, (b1! * x) / (u * u)]];
  }),
  Chwirut1: chwirut,
  Chwirut2: chwirut,
  Lanczos1: threeDecays,
  Lanczos2: threeDecays,
  Lanczos3: threeDecays,
  Gauss1: decayAndTwoPeaks,
  Gauss2: decayAndTwoPeaks,
  Gauss3: decayAndTwoPeaks,
  DanWood: model(([b1, b2], x) => {
    const f = x ** b2!;
    return [b1! * f, [f, b1! * f * log(x)]];
  }),
  Kirby2: rational(3),
  Hahn1: rational(4),
  Thurber: rational(4),
  Nelson: {
    value: ([b1, b2, b3], [x1, x2]) => b1! - b2! * x1! * exp(-b3! * x2!),
    gradient: ([, b2, b3], [x1, x2]) => {
      const e = exp(-b3! * x2!);
      return [1, -x1! * e, b2! * x1! * x2! * e];
    },
  },
  MGH09: model(([b1, b2, b3, b4], x) => {
    const [above, below] = [x * x + x * b2!, x * x + x * b3! + b4!];
    const f = (b1! * above) / below;
    return [f, [above / below, (b1! * x) / below, (-f * x) / below, -f / below]];
  }),
  MGH10: model(([b1, b2, b3], x) => {
    const u = x + b3!;
    const e = exp(b2! / u);
    return [b1! * e, [e, (b1! * e) / u, (-b1! * b2! * e) / (u * u)]];
  }),
  MGH17: model(([b1, b2, b3, b4, b5], x) => {
    const [e4, e5] = [exp(-x * b4!), exp(-x * b5!)];
    return [b1! + b2! * e4 + b3! * e5, [1, e4, e5, -x * b2! * e4, -x * b3! * e5]];
  }),
  Roszman1: model(([b1, b2, b3, b4], x) => {
    const u = x - b4!;
    const d = PI * (u * u + b3! * b3!);
    return [b1! - b2! * x - atan(b3! / u) / PI, [1, -x, -u / d, -b3! / d]];
  }),
  ENSO: enso,
  Rat42: model(([b1, b2, b3], x) => {
    const e = exp(b2! - b3! * x);
    const f = 1 / (1 + e);
    return [b1! * f, [f, -b1! * e * f * f, b1! * x * e * f * f]];
  }),
  Rat43: model(([b1, b2, b3, b4], x) => {
    const e = exp(b2! - b3! * x);
    const u = 1 + e;
    const f = u ** (-1 / b4!);
    const slope = (b1! * f * e) / (u * b4!);
    return [b1! * f, [f, -slope, slope * x, (b1! * f * log(u)) / (b4! * b4!)]];
  }),
  Eckerle4: model(([b1, b2, b3], x) => {
    const z = (x - b3!) / b2!;
    const e = exp(-0.5 * z * z);
    return [(b1! / b2!) * e, [e / b2!, (b1! * e * (z * z - 1)) / (b2! * b2!), (b1! * e * z) / (b2! * b2!)]];
  }),
  Bennett5: model(([b1, b2, b3], x) => {
    const u = b2! + x;
    const f = u ** (-1 / b3!);
    return [b1! * f, [f, (-b1! * f) / (b3! * u), (b1! * f * log(u)) / (b3! * b3!)]];
  }),
};
