/** Writing the sums of a panel. */
import { lane } from './lanes';

/** Columns of a panel. */
export const panelColumns: i32 = 8;

/** Writes eight sums, or as many as there are columns for, from column `first` on. */
export function put(
  low: v128,
  high: v128,
  bias: usize,
  first: i32,
  columns: i32,
  to: usize,
  minimum: v128,
): void {
  const at = (<usize>first) << 2;
  const width = columns - first;
  if (width >= panelColumns) {
    if (bias !== 0) {
      low = f32x4.add(low, v128.load(bias + at));
      high = f32x4.add(high, v128.load(bias + at, 16));
    }
    v128.store(to + at, f32x4.max(low, minimum));
    v128.store(to + at, f32x4.max(high, minimum), 16);
    return;
  }
  for (let column = 0; column < width; column++) {
    const sum = column < 4 ? lane(low, column) : lane(high, column - 4);
    const place = at + ((<usize>column) << 2);
    const shifted = bias === 0 ? sum : sum + load<f32>(bias + place);
    store<f32>(to + place, max<f32>(shifted, f32x4.extract_lane(minimum, 0)));
  }
}
