import { assertNever } from '../lib/assertNever.ts';
import type { NetworkSpec } from './networks/networkSpec.ts';
import type { ImageShape } from './units.ts';

/**
 * Number of trainable parameters of a network for images of a shape and N classes: weights, biases
 * and batch norm's scales and offsets, without its running statistics.
 */
export function parameterCountOf(
  network: NetworkSpec,
  shape: ImageShape,
  classCount: number,
): number {
  switch (network.kind) {
    case 'mlp':
      return mlpCount(network.hidden, shape, classCount);
    case 'cnn':
      return cnnCount(network.channels, shape, classCount);
    case 'resnet':
      return resnetCount(network.depth, shape, classCount);
    default:
      return assertNever(network, 'network');
  }
}

function denseCount(inputs: number, units: number): number {
  return inputs * units + units;
}

/** A 3 × 3 convolution, without bias. */
function convolutionCount(channelsIn: number, channelsOut: number): number {
  return 9 * channelsIn * channelsOut;
}

function mlpCount(hidden: readonly number[], shape: ImageShape, classCount: number): number {
  const sizes = [shape.height * shape.width * shape.channels, ...hidden, classCount];
  return sizes
    .slice(1)
    .reduce((sum, units, position) => sum + denseCount(sizes[position], units), 0);
}

function cnnCount(channels: readonly number[], shape: ImageShape, classCount: number): number {
  const [first, second] = channels;
  // Each of the two poolings halves a side and keeps a partial window at its end.
  const side = (length: number) => Math.ceil(Math.ceil(length / 2) / 2);
  const features = side(shape.height) * side(shape.width) * second;
  return (
    convolutionCount(shape.channels, first) +
    first +
    convolutionCount(first, second) +
    second +
    denseCount(features, classCount)
  );
}

function resnetCount(depth: number, shape: ImageShape, classCount: number): number {
  const blocks = (depth - 2) / 6;
  // Each convolution is followed by batch norm with a scale and an offset for each channel.
  const unit = (channelsIn: number, channelsOut: number) =>
    convolutionCount(channelsIn, channelsOut) + 2 * channelsOut;
  const stage = (channelsIn: number, channelsOut: number) =>
    unit(channelsIn, channelsOut) + (2 * blocks - 1) * unit(channelsOut, channelsOut);
  return (
    unit(shape.channels, 16) +
    stage(16, 16) +
    stage(16, 32) +
    stage(32, 64) +
    denseCount(64, classCount)
  );
}
