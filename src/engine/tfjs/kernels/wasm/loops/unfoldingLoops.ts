/** The loops of convolutions as products of what pixels see; see assembly/unfolding.ts. */

type Address = number;

export interface UnfoldingLoops {
  packRows(filter: Address, panels: Address, inner: number, length: number, outputs: number): void;
  unfoldedConvolution(
    x: Address,
    panels: Address,
    to: Address,
    rows: Address,
    sums: Address,
    images: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    outputs: number,
    size: number,
    stride: number,
    padding: number,
    length: number,
    block: number,
  ): void;
}
