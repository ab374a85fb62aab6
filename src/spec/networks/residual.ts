/** What residual networks are made of (He et al. 2016); behind every convolution stands batch norm. */
import {
  add,
  convolution,
  type LayerDescription,
  type LayerList,
  maxPool,
  norm,
  relu,
} from './layerDescription.ts';

/** What stands beside a block's body; no layer is the identity. */
export type ShortcutOf = (name: string) => LayerList;

export const identity: ShortcutOf = () => [];

/** Option B: a 1 × 1 convolution with batch norm to the channels and the size of the body. */
export function projection(outputs: number, stride: number): ShortcutOf {
  return (name) => [convolution(name, outputs, { size: 1, stride }), norm(`${name}/norm`)];
}

/** Two 3 × 3 convolutions, the first with the stride, beside the shortcut; added, then ReLU. */
export function basicBlock(
  name: string,
  outputs: number,
  stride: number,
  shortcut: ShortcutOf,
): LayerDescription[] {
  const body = [
    convolution(`${name}/conv1`, outputs, { stride }),
    norm(`${name}/norm1`),
    relu(`${name}/relu1`),
    convolution(`${name}/conv2`, outputs),
    norm(`${name}/norm2`),
  ];
  return [add(name, body, shortcut(`${name}/shortcut`)), relu(`${name}/relu2`)];
}

/**
 * 1 × 1, 3 × 3 and 1 × 1 convolutions, the last with four times the channels, beside the shortcut;
 * added, then ReLU. The stride is the 3 × 3 convolution's, as in torchvision; the paper gives it to
 * the first, which has the same parameters and fewer multiply-adds.
 */
export function bottleneck(
  name: string,
  inner: number,
  stride: number,
  shortcut: ShortcutOf,
): LayerDescription[] {
  const body = [
    convolution(`${name}/conv1`, inner, { size: 1 }),
    norm(`${name}/norm1`),
    relu(`${name}/relu1`),
    convolution(`${name}/conv2`, inner, { stride }),
    norm(`${name}/norm2`),
    relu(`${name}/relu2`),
    convolution(`${name}/conv3`, 4 * inner, { size: 1 }),
    norm(`${name}/norm3`),
  ];
  return [add(name, body, shortcut(`${name}/shortcut`)), relu(`${name}/relu3`)];
}

/** What images of 224 × 224 meet first: 7 × 7 by 2, then 3 × 3 maxima by 2. */
export function imagenetStem(outputs: number): LayerDescription[] {
  return [
    convolution('stem/conv', outputs, { size: 7, stride: 2 }),
    norm('stem/norm'),
    relu('stem/relu'),
    maxPool('stem/pool', { size: 3, padding: 1, keepsPartial: false }),
  ];
}

/** What small images meet first: 3 × 3 by 1. */
export function smallStem(outputs: number): LayerDescription[] {
  return [convolution('stem/conv', outputs), norm('stem/norm'), relu('stem/relu')];
}
