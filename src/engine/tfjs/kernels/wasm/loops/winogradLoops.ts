/** The loops of 3 × 3 convolutions by Winograd's method; see assembly/winograd.ts for what each does. */

type Address = number;

export interface WinogradLoops {
  winogradFilter(
    filter: Address,
    panels: Address,
    inner: number,
    outputs: number,
    side: number,
  ): void;
  winogradConvolution(
    x: Address,
    panels: Address,
    bias: Address,
    to: Address,
    padded: Address,
    seen: Address,
    seenStep: number,
    products: Address,
    productStep: number,
    images: number,
    height: number,
    width: number,
    inner: number,
    outputs: number,
    group: number,
    block: number,
    side: number,
    relu: number,
  ): void;
  winogradFilterGradient(
    x: Address,
    dy: Address,
    to: Address,
    padded: Address,
    seen: Address,
    seenPitch: number,
    spread: Address,
    spreadPitch: number,
    sums: Address,
    totals: Address,
    images: number,
    height: number,
    width: number,
    inner: number,
    outputs: number,
    group: number,
    block: number,
    part: number,
    piece: number,
    side: number,
  ): void;
}
