/**
 * The networks of the bench, as lists of layers that every engine builds with its own means:
 * convolutions are 3 × 3 with one pixel of zeros around, poolings 2 × 2 with stride 2, and layers
 * are called as Espalier's own are.
 */
import type { NetworkSpec } from '../../src/spec/networks/networkSpec.ts';
import type { ImageShape } from '../../src/spec/units.ts';

export type BenchLayer =
  | {
      readonly kind: 'convolution';
      readonly name: string;
      readonly inputs: number;
      readonly outputs: number;
      readonly stride: 1 | 2;
      /** With bias and ReLU, else with neither. */
      readonly relu: boolean;
    }
  | {
      readonly kind: 'norm';
      readonly name: string;
      readonly channels: number;
      readonly relu: boolean;
    }
  | { readonly kind: 'maxPool' }
  | { readonly kind: 'globalPool' }
  | { readonly kind: 'flatten' }
  | {
      readonly kind: 'dense';
      readonly name: string;
      readonly inputs: number;
      readonly units: number;
      readonly relu: boolean;
    }
  | {
      /** Layers beside a shortcut without parameters, added, then ReLU. */
      readonly kind: 'residual';
      readonly body: readonly BenchLayer[];
      readonly outputs: number;
      readonly stride: 1 | 2;
    };

export interface BenchNetwork {
  readonly shape: ImageShape;
  readonly classCount: number;
  /** The last one is the classifier. */
  readonly layers: readonly BenchLayer[];
  /** The same network as one of Espalier's kinds; null where it is none of them. */
  readonly spec: NetworkSpec | null;
}

/** Fully connected layers with ReLU on 28 × 28 grey images, then the classifier. */
export function mlp(hidden: readonly number[], classCount: number): BenchNetwork {
  const shape = { height: 28, width: 28, channels: 1 };
  const sizes = [shape.height * shape.width, ...hidden, classCount];
  const layers = sizes.slice(1).map((units, position) => {
    const relu = position < hidden.length;
    return dense(`dense${position + 1}`, sizes[position], units, relu);
  });
  return {
    shape,
    classCount,
    layers: [{ kind: 'flatten' }, ...layers],
    spec: { kind: 'mlp', hidden: [...hidden], initial: 'he' },
  };
}

/** Two convolutions, each with ReLU and pooling, on 28 × 28 grey images, then the classifier. */
export function cnn(first: number, second: number, classCount: number): BenchNetwork {
  return {
    shape: { height: 28, width: 28, channels: 1 },
    classCount,
    layers: [
      convolution('conv1', 1, first, 1, true),
      { kind: 'maxPool' },
      convolution('conv2', first, second, 1, true),
      { kind: 'maxPool' },
      { kind: 'flatten' },
      dense('dense', 7 * 7 * second, classCount, false),
    ],
    spec: { kind: 'cnn', channels: [first, second] },
  };
}

/** Four convolutions with batch norm and ReLU on 32 × 32 colour images, then the classifier. */
export function batchNormNetwork(classCount: number): BenchNetwork {
  const widths = [3, 16, 16, 32, 64];
  const layers = [1, 2, 3, 4].flatMap((position) => {
    const [inputs, outputs] = [widths[position - 1], widths[position]];
    const stride = position > 2 ? 2 : 1;
    return normed(`${position}`, inputs, outputs, stride, true);
  });
  return {
    shape: { height: 32, width: 32, channels: 3 },
    classCount,
    layers: [...layers, { kind: 'globalPool' }, dense('dense', 64, classCount, false)],
    spec: null,
  };
}

/** The residual network of depth 6n + 2 on 32 × 32 colour images (He et al. 2016, section 4.2). */
export function resnet(depth: 8 | 14 | 20 | 32, classCount: number): BenchNetwork {
  let inputs = 16;
  const blocks = [16, 32, 64].flatMap((outputs, stage) =>
    Array.from({ length: (depth - 2) / 6 }, (_, position): BenchLayer => {
      const name = `stage${stage + 1}/block${position + 1}`;
      const stride = stage > 0 && position === 0 ? 2 : 1;
      const body = [
        convolution(`${name}/conv1`, inputs, outputs, stride, false),
        norm(`${name}/norm1`, outputs, true),
        convolution(`${name}/conv2`, outputs, outputs, 1, false),
        norm(`${name}/norm2`, outputs, false),
      ];
      inputs = outputs;
      return { kind: 'residual', body, outputs, stride };
    }),
  );
  return {
    shape: { height: 32, width: 32, channels: 3 },
    classCount,
    layers: [
      convolution('stem/conv', 3, 16, 1, false),
      norm('stem/norm', 16, true),
      ...blocks,
      { kind: 'globalPool' },
      dense('dense', 64, classCount, false),
    ],
    spec: { kind: 'resnet', depth },
  };
}

function normed(
  number: string,
  inputs: number,
  outputs: number,
  stride: 1 | 2,
  relu: boolean,
): BenchLayer[] {
  return [
    convolution(`conv${number}`, inputs, outputs, stride, false),
    norm(`norm${number}`, outputs, relu),
  ];
}

function convolution(
  name: string,
  inputs: number,
  outputs: number,
  stride: 1 | 2,
  relu: boolean,
): BenchLayer {
  return { kind: 'convolution', name, inputs, outputs, stride, relu };
}

function norm(name: string, channels: number, relu: boolean): BenchLayer {
  return { kind: 'norm', name, channels, relu };
}

function dense(name: string, inputs: number, units: number, relu: boolean): BenchLayer {
  return { kind: 'dense', name, inputs, units, relu };
}
