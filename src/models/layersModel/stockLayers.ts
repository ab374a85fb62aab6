/** A network's layers as stock layers of TensorFlow.js. */
import type { NetworkTensors } from '../../data/safetensors.ts';
import { assertNever } from '../../lib/assertNever.ts';
import { normEpsilon } from '../../spec/networks/layerDescription.ts';
import type { Placed, PlacedLayer, PlacedList } from '../../spec/networks/placedLayers.ts';
import { type Margins, marginsAlong } from '../../spec/networks/windows.ts';
import type { LayerOutput, LayersModel } from './layersModel.ts';

/** Writes the layers of one network, whose names begin with a prefix. */
export class StockLayers {
  constructor(
    private readonly model: LayersModel,
    private readonly tensors: NetworkTensors,
    /** Before the names of layers: `network2.`, or nothing. */
    private readonly prefix: string,
  ) {}

  /**
   * Layers one after another. @returns what the last puts out.
   * @throws RangeError for a layer that no stock layer is like; no network of Espalier has one.
   */
  list(layers: PlacedList, x: LayerOutput): LayerOutput {
    return layers.reduce(
      (arriving, layer, at) => this.layer(layer, arriving, layers[at - 1]?.kind === 'relu'),
      x,
    );
  }

  /** A classifier by its name. */
  dense(name: string, x: LayerOutput, activation: 'linear' | 'softmax' = 'linear'): LayerOutput {
    const held = { kernel: this.held(`${name}/weights`), bias: this.held(`${name}/bias`) };
    return this.model.dense(this.named(name), x, held, activation);
  }

  held(name: string): NetworkTensors[string] {
    return this.tensors[name];
  }

  /** A name of the model for one of the network. */
  named(name: string): string {
    return `${this.prefix}${name}`;
  }

  /** @param isPositive whether no value that arrives is below 0. */
  private layer(layer: PlacedLayer, x: LayerOutput, isPositive: boolean): LayerOutput {
    const { model } = this;
    const name = this.named(layer.name);
    switch (layer.kind) {
      case 'convolution':
        return this.convolution(layer, x);
      case 'norm':
        return this.norm(layer, x);
      case 'relu':
        return model.activation(name, x, 'relu');
      case 'pooling':
        return this.pooling(layer, x, isPositive);
      case 'globalMean':
        return model.layer('GlobalAveragePooling2D', name, [x], channelsLast);
      case 'flatten':
        return model.layer('Flatten', name, [x]);
      case 'dense':
        return this.dense(layer.name, x);
      case 'dropout':
        return x;
      case 'paddedShortcut':
        return this.shortcut(layer, x);
      case 'add':
        return model.layer('Add', name, this.branches(layer, x));
      case 'concatenate':
        return model.layer('Concatenate', name, this.branches(layer, x), { axis: -1 });
      default:
        return assertNever(layer, 'layer');
    }
  }

  private branches({ branches }: Placed<'add' | 'concatenate'>, x: LayerOutput): LayerOutput[] {
    return branches.map((branch) => this.list(branch, x));
  }

  private convolution(layer: Placed<'convolution'>, x: LayerOutput): LayerOutput {
    const { name, size, stride, padding, bias, outputs } = layer;
    const margins = { before: padding, after: padding };
    const padded = this.padded(name, x, margins, margins);
    const config = {
      filters: outputs,
      kernel_size: [size, size],
      strides: [stride, stride],
      padding: 'valid',
      ...channelsLast,
      dilation_rate: [1, 1],
      activation: 'linear',
      use_bias: bias,
    };
    return this.model.layer('Conv2D', this.named(name), [padded], config, {
      kernel: ungrouped(this.held(`${name}/filter`), layer.groups),
      ...(bias ? { bias: this.held(`${name}/bias`) } : {}),
    });
  }

  private norm({ name }: Placed<'norm'>, x: LayerOutput): LayerOutput {
    const config = { axis: -1, epsilon: normEpsilon, center: true, scale: true };
    return this.model.layer('BatchNormalization', this.named(name), [x], config, {
      gamma: this.held(`${name}/scale`),
      beta: this.held(`${name}/offset`),
      moving_mean: this.held(`${name}/mean`),
      moving_variance: this.held(`${name}/variance`),
    });
  }

  private pooling(layer: Placed<'pooling'>, x: LayerOutput, isPositive: boolean): LayerOutput {
    const { name, of, size, stride, input } = layer;
    const rows = marginsAlong(layer, input.height);
    const columns = marginsAlong(layer, input.width);
    // Zeros around an image never are the maximum where no value is below 0.
    if (of === 'maximum' && !isPositive && [rows, columns].some(isWide)) {
      throw new RangeError(`${name}: a maximum over margins needs values that are not below 0`);
    }
    const padded = this.padded(name, x, rows, columns);
    const kind = of === 'maximum' ? 'MaxPooling2D' : 'AveragePooling2D';
    return this.model.layer(kind, this.named(name), [padded], {
      pool_size: [size, size],
      strides: [stride, stride],
      padding: 'valid',
      ...channelsLast,
    });
  }

  /** Zeros around an image, where there are any. */
  private padded(name: string, x: LayerOutput, rows: Margins, columns: Margins): LayerOutput {
    if (![rows, columns].some(isWide)) return x;
    return this.model.layer('ZeroPadding2D', this.named(`${name}/margins`), [x], {
      padding: [
        [rows.before, rows.after],
        [columns.before, columns.after],
      ],
      ...channelsLast,
    });
  }

  /** Every stride-th pixel, with channels of zeros: a 1 × 1 convolution with fixed numbers. */
  private shortcut(
    { name, input, outputs, stride }: Placed<'paddedShortcut'>,
    x: LayerOutput,
  ): LayerOutput {
    const values = new Float32Array(input.channels * outputs);
    for (let channel = 0; channel < input.channels; channel++) {
      values[channel * outputs + channel] = 1;
    }
    const config = {
      filters: outputs,
      kernel_size: [1, 1],
      strides: [stride, stride],
      padding: 'valid',
      ...channelsLast,
      dilation_rate: [1, 1],
      activation: 'linear',
      use_bias: false,
    };
    const kernel = { shape: [1, 1, input.channels, outputs], values };
    return this.model.layer('Conv2D', this.named(name), [x], config, { kernel });
  }
}

const channelsLast = { data_format: 'channels_last' } as const;

const isWide = ({ before, after }: Margins) => before > 0 || after > 0;

/** A filter of groups of channels as one of all channels, with zeros between groups. */
function ungrouped(filter: NetworkTensors[string], groups: number): NetworkTensors[string] {
  if (groups === 1) return filter;
  const [rows, columns, inputs, outputs] = filter.shape;
  const values = new Float32Array(filter.values.length * groups);
  filter.values.forEach((value, at) => {
    const output = at % outputs;
    const input = Math.floor(at / outputs) % inputs;
    const pixel = Math.floor(at / (outputs * inputs));
    const group = Math.floor(output / (outputs / groups));
    values[(pixel * inputs * groups + group * inputs + input) * outputs + output] = value;
  });
  return { shape: [rows, columns, inputs * groups, outputs], values };
}
