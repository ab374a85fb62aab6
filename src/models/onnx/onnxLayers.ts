/** A network's layers as ONNX nodes. Images lie channel by channel, as ONNX has them. */
import type { NetworkTensors } from '../../data/safetensors.ts';
import { assertNever } from '../../lib/assertNever.ts';
import { normEpsilon } from '../../spec/networks/layerDescription.ts';
import type { Placed, PlacedLayer, PlacedList } from '../../spec/networks/placedLayers.ts';
import { marginsAlong } from '../../spec/networks/windows.ts';
import { transposed } from '../transposed.ts';
import { toOnnxFilter } from './onnxFilters.ts';
import type { OnnxGraph, OnnxValue } from './onnxGraph.ts';

/** Writes the layers of one network, whose names begin with a prefix. */
export class OnnxLayers {
  constructor(
    private readonly graph: OnnxGraph,
    private readonly tensors: NetworkTensors,
    /** Before the names of nodes and tensors: `network2.`, or nothing. */
    private readonly prefix: string,
  ) {}

  /** Layers one after another. @returns what the last puts out. */
  list(layers: PlacedList, x: OnnxValue): OnnxValue {
    return layers.reduce((arriving, layer) => this.layer(layer, arriving), x);
  }

  /** x·W + b of a dense layer, or of a classifier, by its name. */
  dense(name: string, x: OnnxValue): OnnxValue {
    return this.graph.node('Gemm', this.named(name), [
      x,
      this.held(`${name}/weights`),
      this.held(`${name}/bias`),
    ]);
  }

  /** Numbers of the network as they are. */
  held(name: string): OnnxValue {
    const { shape, values } = this.tensors[name];
    return this.graph.numbers(this.named(name), shape, values);
  }

  /** A name of the graph for one of the network. */
  named(name: string): string {
    return `${this.prefix}${name}`;
  }

  private layer(layer: PlacedLayer, x: OnnxValue): OnnxValue {
    const { graph } = this;
    const name = this.named(layer.name);
    switch (layer.kind) {
      case 'convolution':
        return this.convolution(layer, x);
      case 'norm': {
        const held = ['scale', 'offset', 'mean', 'variance'].map((part) =>
          this.held(`${layer.name}/${part}`),
        );
        return graph.node('BatchNormalization', name, [x, ...held], {
          epsilon: { float: normEpsilon },
        });
      }
      case 'relu':
        return graph.node('Relu', name, [x]);
      case 'pooling':
        return this.pooling(layer, x);
      case 'globalMean':
        return graph.node('Flatten', name, [graph.node('GlobalAveragePool', `${name}/means`, [x])]);
      case 'flatten': {
        // Dense layers take values in the order height, width, channel.
        const byPixel = graph.node('Transpose', `${name}/pixels`, [x], { perm: [0, 2, 3, 1] });
        return graph.node('Flatten', name, [byPixel]);
      }
      case 'dense':
        return this.dense(layer.name, x);
      case 'dropout':
        return x;
      case 'paddedShortcut':
        return this.shortcut(layer, x);
      case 'add':
        return graph.node('Sum', name, this.branches(layer, x));
      case 'concatenate':
        return graph.node('Concat', name, this.branches(layer, x), { axis: 1 });
      default:
        return assertNever(layer, 'layer');
    }
  }

  private branches({ branches }: Placed<'add' | 'concatenate'>, x: OnnxValue): OnnxValue[] {
    return branches.map((branch) => this.list(branch, x));
  }

  private convolution(layer: Placed<'convolution'>, x: OnnxValue): OnnxValue {
    const { name, size, stride, padding, groups, bias } = layer;
    const filter = transposed(this.tensors[`${name}/filter`], toOnnxFilter);
    const inputs = [
      x,
      this.graph.numbers(this.named(`${name}/filter`), filter.shape, filter.values),
      ...(bias ? [this.held(`${name}/bias`)] : []),
    ];
    return this.graph.node('Conv', this.named(name), inputs, {
      kernel_shape: [size, size],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
      group: groups,
    });
  }

  private pooling(layer: Placed<'pooling'>, x: OnnxValue): OnnxValue {
    const { name, of, size, stride, input } = layer;
    const rows = marginsAlong(layer, input.height);
    const columns = marginsAlong(layer, input.width);
    const attributes = {
      kernel_shape: [size, size],
      strides: [stride, stride],
      pads: [rows.before, columns.before, rows.after, columns.after],
    };
    if (of === 'maximum') return this.graph.node('MaxPool', this.named(name), [x], attributes);
    return this.graph.node('AveragePool', this.named(name), [x], {
      ...attributes,
      count_include_pad: 1,
    });
  }

  /** Every stride-th pixel, with channels of zeros behind. */
  private shortcut(
    { name, input, outputs, stride }: Placed<'paddedShortcut'>,
    x: OnnxValue,
  ): OnnxValue {
    const { graph } = this;
    const whole = (part: string, values: readonly number[]) =>
      graph.integers(this.named(`${name}/${part}`), values);
    const pixels = graph.node('Slice', this.named(`${name}/pixels`), [
      x,
      whole('starts', [0, 0]),
      whole('ends', [input.height, input.width]),
      whole('axes', [2, 3]),
      whole('steps', [stride, stride]),
    ]);
    const pads = whole('pads', [0, 0, 0, 0, 0, outputs - input.channels, 0, 0]);
    return graph.node('Pad', this.named(name), [pixels, pads]);
  }
}
