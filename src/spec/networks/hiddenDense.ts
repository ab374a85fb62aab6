/** The dense part of AlexNet and VGG: hidden layers with dropout behind the convolutions. */
import type { ImageShape } from '../units.ts';
import {
  dense,
  dropout,
  flatten,
  type LayerDescription,
  type LayerList,
  relu,
} from './layerDescription.ts';
import { isImage, outputOf, placeLayers } from './placedLayers.ts';

/** Values that the convolutions leave of an image. @throws LayerMisfit for images too small. */
export function flattenedFeatures(convolutions: LayerList, shape: ImageShape): number {
  const output = outputOf(placeLayers(convolutions, shape), shape);
  return isImage(output) ? output.height * output.width * output.channels : output.features;
}

/** Deviation of dense weights at first, as AlexNet's and VGG's papers give it. */
const publishedDeviation = 0.01;

/**
 * Deviation of the weights at first: 0.01 for as many inputs as published. For fewer it grows so
 * that the variance of what the layer puts out stays (ours); else narrow networks hardly begin.
 */
export function deviationFor(inputs: number, publishedInputs: number): number {
  return publishedDeviation * Math.sqrt(Math.max(1, publishedInputs / inputs));
}

/** Dropout before a layer; none at rate 0. */
export function dropoutBefore(layer: string, rate: number): LayerDescription[] {
  return rate > 0 ? [dropout(`${layer}/dropout`, rate)] : [];
}

/** A dense layer with ReLU. */
export function hiddenDense(name: string, units: number, deviation: number): LayerDescription[] {
  return [dense(name, units, deviation), relu(`${name}/relu`)];
}

/** What a small image's convolutions leave, dropout, and the classifier. */
export function smallHead(classCount: number, rate: number): LayerDescription[] {
  return [
    flatten('flatten'),
    ...dropoutBefore('dense', rate),
    dense('dense', classCount, publishedDeviation),
  ];
}
