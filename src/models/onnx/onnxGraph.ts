/**
 * An ONNX graph in the making: nodes in the order of computing, and the numbers that they take
 * (https://github.com/onnx/onnx/blob/main/docs/IR.md). WireField numbers are those of onnx.proto.
 */
import { encodeMessage, type Message, type WireField } from './protobuf.ts';

/** What a node's attribute may be; numbers are whole, but for a {@link Message}'s float. */
type Attribute = number | readonly number[] | { readonly float: number };

/** A value of the graph, by its name. */
export type OnnxValue = string;

/** Sizes of a tensor; a name stands for one that is not fixed. */
export type Sizes = readonly (number | string)[];

/** Operators are those of this version of the default domain. */
const opset = 17;
/** The form of the file that opset 17 came with. */
const irVersion = 8;

const types = { float: 1, int64: 7 } as const;
const attributeTypes = { float: 1, int: 2, ints: 7 } as const;

export class OnnxGraph {
  private readonly written: Message[] = [];
  private readonly initializers = new Map<string, Message>();

  /** Adds a node with one output, which is called as the node. @returns that output. */
  node(
    operator: string,
    name: OnnxValue,
    inputs: readonly OnnxValue[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): OnnxValue {
    return this.nodes(operator, name, inputs, [name], attributes)[0];
  }

  /** Adds a node with several outputs. @returns them. */
  nodes(
    operator: string,
    name: string,
    inputs: readonly OnnxValue[],
    outputs: readonly OnnxValue[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): readonly OnnxValue[] {
    this.written.push(
      message(
        ...repeated(1, inputs),
        ...repeated(2, outputs),
        [3, name],
        [4, operator],
        ...Object.entries(attributes).map(([key, value]) => [5, attribute(key, value)] as const),
      ),
    );
    return outputs;
  }

  /** Float32 numbers that nodes take. */
  numbers(name: OnnxValue, shape: readonly number[], values: Float32Array): OnnxValue {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return this.initializer(name, shape, types.float, bytes);
  }

  /** Whole numbers that nodes take, such as shapes and indices. */
  integers(name: OnnxValue, values: ArrayLike<number>): OnnxValue {
    const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return this.initializer(name, [values.length], types.int64, bytes);
  }

  /** The file of the graph with one input and one output of float32, and texts beside it. */
  bytes(
    name: string,
    input: { readonly name: OnnxValue; readonly sizes: Sizes },
    output: { readonly name: OnnxValue; readonly sizes: Sizes },
    producerVersion: string,
    texts: Readonly<Record<string, string>>,
  ): Uint8Array {
    const graph = message(
      ...repeated(1, this.written),
      [2, name],
      ...repeated(5, [...this.initializers.values()]),
      [11, valueInfo(input)],
      [12, valueInfo(output)],
    );
    return encodeMessage(
      message(
        [1, irVersion],
        [2, 'Espalier'],
        [3, producerVersion],
        [7, graph],
        [8, message([2, opset])],
        ...Object.entries(texts).map(([key, text]) => [14, message([1, key], [2, text])] as const),
      ),
    );
  }

  private initializer(
    name: OnnxValue,
    shape: readonly number[],
    type: number,
    bytes: Uint8Array,
  ): OnnxValue {
    this.initializers.set(name, message(...repeated(1, shape), [2, type], [8, name], [9, bytes]));
    return name;
  }
}

const message = (...fields: readonly WireField[]): Message => ({ fields });

const repeated = (number: number, values: readonly WireField[1][]): readonly WireField[] =>
  values.map((value) => [number, value]);

function attribute(name: string, value: Attribute): Message {
  if (typeof value === 'number') {
    return message([1, name], [3, value], [20, attributeTypes.int]);
  }
  if ('float' in value) return message([1, name], [2, value], [20, attributeTypes.float]);
  return message([1, name], ...repeated(8, value), [20, attributeTypes.ints]);
}

function valueInfo({ name, sizes }: { readonly name: OnnxValue; readonly sizes: Sizes }): Message {
  const dimensions = sizes.map((size) =>
    typeof size === 'string' ? message([2, size]) : message([1, size]),
  );
  const tensor = message([1, types.float], [2, message(...repeated(1, dimensions))]);
  return message([1, name], [2, message([1, tensor])]);
}
