/** Findings of the WWC's export whose effect size does not follow from the printed figures; docs/wwc.md says more. */
export const differing: Readonly<
  Record<'more digits' | 'another difference' | 'rounding' | 'gains' | 'not known', readonly number[]>
> = {
  'more digits': [
    5106, 5224, 5225, 5228, 5236, 5239, 5263, 5265, 5266, 5267, 5268, 5286, 5322, 5324, 5326, 5327, 5330, 5331, 5332,
    5386, 5389, 5451, 5458, 5460,
  ],
  'another difference': [
    5116, 5117, 5123, 5124, 5125, 5126, 5127, 5128, 5129, 5130, 5145, 5146, 5147, 5315, 5316, 5336, 5345, 5346, 5423,
    5424, 5425, 5448, 5449, 5450, 5453, 5455, 5457, 5459, 5487, 5517, 5518, 5521, 5522, 5626, 5627, 5628,
  ],
  rounding: [5141, 5148, 5629],
  gains: [5281, 5282],
  'not known': [5623],
};
