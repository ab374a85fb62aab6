/**
 * sum + a · b. The fused build leaves it to the processor whether the product is rounded before it is
 * added: where it need not be, one instruction does both, and bits differ from processor to processor.
 */
export function multiplyAdd(sum: v128, a: v128, b: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, sum) : f32x4.add(sum, f32x4.mul(a, b));
}
