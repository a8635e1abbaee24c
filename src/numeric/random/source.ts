/** What draws from other distributions are made of. */
export interface RandomSource {
  /** In [0, 1). */
  uniform(): number;
  /** 0 to `below` - 1. */
  integer(below: number): number;
}
