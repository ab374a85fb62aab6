/** How far a run's networks are apart over many images, as bars, and where one image stands among them. */

export interface SpreadFacts {
  /** Right end of the last bar, in bits; the first begins at 0. */
  readonly top: number;
  /** Images of each bar, all equally wide. */
  readonly counts: readonly number[];
  /** Share of the images over which the networks are less apart; null without images. */
  readonly lessShare: number | null;
}

/**
 * @param spreads in bits, at least 0, one an image.
 * @param own that of the one image, which the bars reach to as well.
 */
export function spreadFacts(spreads: ArrayLike<number>, own: number, bars: number): SpreadFacts {
  const all = Array.from(spreads);
  const most = all.reduce((top, each) => Math.max(top, each), own);
  const top = most > 0 ? most : 1;
  const counts = new Array<number>(bars).fill(0);
  for (const spread of all) counts[Math.min(bars - 1, Math.floor((spread / top) * bars))]++;
  const less = all.filter((spread) => spread < own).length;
  return { top, counts, lessShare: all.length === 0 ? null : less / all.length };
}
