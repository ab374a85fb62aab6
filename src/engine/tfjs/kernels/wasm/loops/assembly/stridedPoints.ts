/**
 * Winograd's method for 3 × 3 convolutions at stride 2 (stridedWinograd.ts). Along a side, what outputs see
 * falls apart into two phases: pixels at odd places meet the middle tap alone, those at even places the two
 * beside it, at stride 1, which is Winograd's F(4, 2). So four outputs, which see nine pixels, take five products
 * and four more in place of twelve, and 4 × 4 outputs 81 in place of 144. Positions along a side are the five of
 * F(4, 2) and then the four that stay as they are; those of a tile are counted row by row.
 *
 * The polynomials of F(4, 2) are evaluated at ±1/2, ±5/4 and ∞, where rounding is least of the points tried; all
 * of Bᵀ and Aᵀ is exact in float32. Transforms take four channels at a time; lines or columns are combined
 * first and wait in a scratch of 5 × 9 vectors.
 */

/** Outputs along a side of a tile. */
export const outputsAlong: i32 = 4;

/** Positions along a side of a tile: those of F(4, 2), and all. */
export const mixed: usize = 5;
export const positionsAlong: usize = 9;

/** Taps along a side of a transformed filter: those of F(4, 2), and the middle one. */
export const tapsAlong: usize = 6;

/** Bytes of four channels' values, and of a line of such that wait. */
export const vector: usize = 16;
export const scratchRow: usize = 144;

/** The points a = 1/2 and b = 5/4, their squares, and their cubes. */
export const a: v128 = f32x4.splat(0.5);
export const b: v128 = f32x4.splat(1.25);
export const aa: v128 = f32x4.splat(0.25);
export const bb: v128 = f32x4.splat(1.5625);
export const aaa: v128 = f32x4.splat(0.125);
export const bbb: v128 = f32x4.splat(1.953125);
