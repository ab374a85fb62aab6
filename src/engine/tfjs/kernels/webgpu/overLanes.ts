/** WGSL for a row of logits that a group's lanes share. */

const mostLanes = 64;

/** Lanes that share a row: a power of 2, some eight values each. */
export function lanesFor(width: number): number {
  let lanes = 1;
  while (lanes < mostLanes && lanes * 8 < width) lanes *= 2;
  return lanes;
}

/**
 * Sums and maxima over the lanes of a group, the same in all lanes, and what is taken from each
 * logit of a row to have its ln p. Needs the constants `lanes` and `width` and the array `logits`.
 */
export const overLanes = `
  var<workgroup> held : array<f32, lanes>;
  fn sumOverLanes(value : f32, lane : u32) -> f32 {
    held[lane] = value;
    workgroupBarrier();
    var sum = 0.0;
    for (var other = 0u; other < lanes; other++) { sum += held[other]; }
    workgroupBarrier();
    return sum;
  }
  fn largestOverLanes(value : f32, lane : u32) -> f32 {
    held[lane] = value;
    workgroupBarrier();
    var largest = held[0];
    for (var other = 1u; other < lanes; other++) { largest = max(largest, held[other]); }
    workgroupBarrier();
    return largest;
  }
  fn shiftOf(start : u32, lane : u32) -> f32 {
    var own = logits[start];
    for (var l = lane; l < width; l += lanes) { own = max(own, logits[start + l]); }
    let largest = largestOverLanes(own, lane);
    var sum = 0.0;
    for (var l = lane; l < width; l += lanes) { sum += exp(logits[start + l] - largest); }
    return largest + log(sumOverLanes(sum, lane));
  }
`;
