/**
 * A TensorFlow.js layers model in the making: the JSON that `tf.loadLayersModel` reads, of stock layers
 * only, and the numbers that they hold in the order in which they are written.
 */

/** A layer's output, by the layer's name. */
export type LayerOutput = string;

/** A layer's numbers by their names there, as `kernel` or `bias`. */
type Weights = Readonly<Record<string, LayerNumbers>>;

/** Numbers of a layer; those that no network holds are made when they are written. */
interface LayerNumbers {
  readonly shape: readonly number[];
  readonly values: Float32Array | (() => Float32Array);
}

/** A model's file `model.json`, and what it takes to write its shards. */
interface PlannedFiles {
  readonly json: Uint8Array;
  readonly paths: readonly string[];
  readonly shards: () => readonly Uint8Array[];
}

/** Bytes of a shard, at most, as the converter of TensorFlow.js has it. */
const shardBytes = 4 * 2 ** 20;

export class LayersModel {
  private readonly layers: unknown[] = [];
  private readonly weights: (LayerNumbers & { readonly name: string })[] = [];

  /** The input, without the axis of images. */
  input(name: string, shape: readonly number[]): LayerOutput {
    return this.layer('InputLayer', name, [], {
      batch_input_shape: [null, ...shape],
      dtype: 'float32',
      sparse: false,
    });
  }

  /** Adds a layer. @returns its output. */
  layer(
    kind: string,
    name: string,
    inputs: readonly LayerOutput[],
    config: Readonly<Record<string, unknown>> = {},
    weights: Weights = {},
  ): LayerOutput {
    this.layers.push({
      name,
      class_name: kind,
      config: { name, trainable: false, ...config },
      inbound_nodes: inputs.length === 0 ? [] : [inputs.map((input) => [input, 0, 0, {}])],
    });
    for (const [part, { shape, values }] of Object.entries(weights)) {
      this.weights.push({ name: `${name}/${part}`, shape, values });
    }
    return name;
  }

  /** The only one of some values, or a layer that joins them. */
  joined(kind: string, name: string, values: readonly LayerOutput[]): LayerOutput {
    return values.length === 1 ? values[0] : this.layer(kind, name, values);
  }

  /** x·W + b, then an activation. */
  dense(
    name: string,
    input: LayerOutput,
    {
      kernel,
      bias = null,
    }: { readonly kernel: Weights[string]; readonly bias?: Weights[string] | null },
    activation: 'linear' | 'softmax' = 'linear',
  ): LayerOutput {
    const config = { units: kernel.shape[1], activation, use_bias: bias !== null };
    return this.layer('Dense', name, [input], config, {
      kernel,
      ...(bias === null ? {} : { bias }),
    });
  }

  activation(
    name: string,
    input: LayerOutput,
    activation: 'linear' | 'relu' | 'softmax',
  ): LayerOutput {
    return this.layer('Activation', name, [input], { activation });
  }

  /** Every value times a factor, plus an offset: a batch norm that normalises nothing. */
  scaled(
    name: string,
    input: LayerOutput,
    length: number,
    factor: number,
    offset = 0,
  ): LayerOutput {
    const filled = (value: number) => {
      return { shape: [length], values: new Float32Array(length).fill(value) };
    };
    const config = { axis: -1, epsilon: 0, center: true, scale: true };
    return this.layer('BatchNormalization', name, [input], config, {
      gamma: filled(factor),
      beta: filled(offset),
      moving_mean: filled(0),
      moving_variance: filled(1),
    });
  }

  /** `model.json`, and the shards that it names. @param metadata what stands beside the model. */
  plan(
    input: LayerOutput,
    output: LayerOutput,
    metadata: Readonly<Record<string, unknown>>,
  ): PlannedFiles {
    const count = Math.ceil(
      (4 * this.weights.reduce((sum, one) => sum + sizeOf(one), 0)) / shardBytes,
    );
    const paths = Array.from({ length: count }, (_, at) => `group1-shard${at + 1}of${count}.bin`);
    const json = {
      format: 'layers-model',
      generatedBy: 'Espalier',
      convertedBy: null,
      modelTopology: {
        class_name: 'Model',
        config: {
          name: 'espalier',
          layers: this.layers,
          input_layers: [[input, 0, 0]],
          output_layers: [[output, 0, 0]],
        },
        keras_version: 'tfjs-layers 4.22.0',
        backend: 'tensor_flow.js',
      },
      weightsManifest: [
        {
          paths,
          weights: this.weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
        },
      ],
      userDefinedMetadata: metadata,
    };
    return {
      json: new TextEncoder().encode(JSON.stringify(json)),
      paths,
      shards: () =>
        shardsOf(
          this.weights.map(({ values }) => (typeof values === 'function' ? values() : values)),
        ),
    };
  }
}

const sizeOf = ({ shape }: LayerNumbers) => shape.reduce((product, side) => product * side, 1);

/** All numbers one after another, cut into pieces. */
function shardsOf(values: readonly Float32Array[]): Uint8Array[] {
  const total = values.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const all = new Uint8Array(total);
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of values) {
    all.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return Array.from({ length: Math.ceil(total / shardBytes) }, (_, shard) =>
    all.subarray(shard * shardBytes, (shard + 1) * shardBytes),
  );
}
