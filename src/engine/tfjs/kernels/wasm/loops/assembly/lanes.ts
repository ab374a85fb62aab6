/** Single values of vectors. */

/** Four values of a column of a matrix whose rows have so many bytes. */
export function gathered(from: usize, row: usize): v128 {
  let values = v128.load32_zero(from);
  values = f32x4.replace_lane(values, 1, load<f32>(from + row));
  values = f32x4.replace_lane(values, 2, load<f32>(from + 2 * row));
  return f32x4.replace_lane(values, 3, load<f32>(from + 3 * row));
}

/** Writes four values to a column. */
export function scatter(values: v128, to: usize, row: usize): void {
  store<f32>(to, f32x4.extract_lane(values, 0));
  store<f32>(to + row, f32x4.extract_lane(values, 1));
  store<f32>(to + 2 * row, f32x4.extract_lane(values, 2));
  store<f32>(to + 3 * row, f32x4.extract_lane(values, 3));
}

/** One of a vector's four values. */
export function lane(values: v128, index: i32): f32 {
  if (index === 0) return f32x4.extract_lane(values, 0);
  if (index === 1) return f32x4.extract_lane(values, 1);
  if (index === 2) return f32x4.extract_lane(values, 2);
  return f32x4.extract_lane(values, 3);
}

/** Adds `length` values to those at `to`. */
export function addInto(from: usize, to: usize, length: i32): void {
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
  }
  for (; i < length; i++) {
    const at = (<usize>i) << 2;
    store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
  }
}

/** Copies so many bytes of values; tells where they end. Calls of `memory.copy` take longer for few. */
export function copyValues(from: usize, to: usize, length: usize): usize {
  const end = to + length;
  for (; to + 16 <= end; to += 16) {
    v128.store(to, v128.load(from));
    from += 16;
  }
  for (; to < end; to += 4) {
    store<f32>(to, load<f32>(from));
    from += 4;
  }
  return end;
}
