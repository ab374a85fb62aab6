/** The loops of 3 × 3 convolutions at stride 2 by Winograd's method; see assembly/stridedWinograd.ts. */

type Address = number;

export interface StridedLoops {
  stridedFilter(filter: Address, panels: Address, inner: number, outputs: number): void;
  stridedConvolution(
    x: Address,
    panels: Address,
    bias: Address,
    to: Address,
    padded: Address,
    seen: Address,
    seenStep: number,
    products: Address,
    productStep: number,
    scratch: Address,
    images: number,
    height: number,
    width: number,
    outHeight: number,
    outWidth: number,
    inner: number,
    outputs: number,
    group: number,
    block: number,
    back: number,
    relu: number,
  ): void;
  stridedFilterGradient(
    x: Address,
    dy: Address,
    to: Address,
    padded: Address,
    upstream: Address,
    seen: Address,
    seenPitch: number,
    spread: Address,
    spreadPitch: number,
    sums: Address,
    totals: Address,
    scratch: Address,
    images: number,
    height: number,
    width: number,
    outHeight: number,
    outWidth: number,
    inner: number,
    outputs: number,
    group: number,
    block: number,
    piece: number,
  ): void;
}
