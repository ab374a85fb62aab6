/**
 * Angles, in turns (1 is a full circle), by additions and multiplications alone: Math.sin and its
 * kin may differ in the last bit between browsers, and a generated data set must not.
 */

/** cos and sin of an angle in turns, to about 1e-7. */
export function unitVector(turns: number): readonly [number, number] {
  const quarters = Math.floor(turns * 4 + 0.5);
  const angle = (turns - quarters / 4) * 2 * Math.PI;
  const square = angle * angle;
  // Taylor series; |angle| is at most π/4.
  const cos = 1 + square * (-1 / 2 + square * (1 / 24 + square * (-1 / 720 + square / 40320)));
  const sin =
    angle * (1 + square * (-1 / 6 + square * (1 / 120 + square * (-1 / 5040 + square / 362880))));
  switch (((quarters % 4) + 4) % 4) {
    case 0:
      return [cos, sin];
    case 1:
      return [-sin, cos];
    case 2:
      return [-cos, -sin];
    default:
      return [sin, -cos];
  }
}

/**
 * The angle of a point as seen from the origin, in turns from 0 to 1, to about 2e-6
 * (Abramowitz and Stegun, Handbook of Mathematical Functions, 4.4.47).
 */
export function turnOf(x: number, y: number): number {
  const [wide, high] = [Math.abs(x), Math.abs(y)];
  const larger = Math.max(wide, high);
  if (larger === 0) return 0;
  const ratio = Math.min(wide, high) / larger;
  const square = ratio * ratio;
  const radians =
    ratio *
    (0.999866 +
      square * (-0.3302995 + square * (0.180141 + square * (-0.085133 + square * 0.0208351))));
  const eighth = radians / (2 * Math.PI);
  const quarter = high > wide ? 0.25 - eighth : eighth;
  const half = x < 0 ? 0.5 - quarter : quarter;
  return y < 0 ? 1 - half : half;
}
