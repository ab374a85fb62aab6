/** The parts of an ONNX file from outside that Espalier looks at; field numbers are those of onnx.proto. */
import type { DataError } from '../../data/dataError.ts';
import { quoted } from '../../data/limits.ts';
import { networkFileError } from '../../data/networkFault.ts';
import type { NetworkTensors } from '../../data/safetensors.ts';
import { foreignModel } from '../foreignModel.ts';
import type { ModelPart } from '../modelParts.ts';
import { ProtobufFile, type ReadField } from './protobufReader.ts';

/** Axes of a tensor, at most. */
const mostAxes = 8;
/** The types of tensors that Espalier writes. */
const float = 1;

/** A file's graph and texts, none of its numbers copied. */
export interface OnnxFile {
  /** By their keys. */
  readonly texts: ReadonlyMap<string, string>;
  /** Nodes, then tensors, then texts, each in the order of the file. */
  readonly parts: readonly ModelPart[];
  /** A tensor of float32 by its name; null where there is none. @throws DataError for a damaged one. */
  readonly tensor: (name: string) => NetworkTensors[string] | null;
  readonly tensorCount: number;
}

/** @throws DataError naming a byte, node or tensor of what is no ONNX file. */
export function openOnnx(bytes: Uint8Array, file: string): OnnxFile {
  const reader = new ProtobufFile(file, bytes);
  const model = reader.fields();
  const graphs = piecesOf(model, 7);
  if (graphs.length !== 1) {
    throw foreignModel(file, null, `it has ${graphs.length} graphs, where ONNX has one`);
  }
  const graph = reader.fields(graphs[0]);
  const named = (word: string, pieces: readonly Uint8Array[], nameField: number): ModelPart[] =>
    pieces.map((piece) => {
      return { word, name: textOf(reader.fields(piece), nameField), bytes: piece };
    });
  const nodes = named('node', piecesOf(graph, 1), 3);
  const tensors = named('tensor', piecesOf(graph, 5), 8);
  const texts = named('metadata', piecesOf(model, 14), 1);
  const byName = uniqueByName(file, tensors);
  uniqueByName(file, texts);
  return {
    texts: new Map(texts.map(({ name, bytes }) => [name, textOf(reader.fields(bytes), 2)])),
    parts: [...nodes, ...tensors, ...texts],
    tensor: (name) => {
      const part = byName.get(name);
      return part === undefined ? null : tensorOf(file, name, reader.fields(part.bytes));
    },
    tensorCount: tensors.length,
  };
}

function uniqueByName(file: string, parts: readonly ModelPart[]): ReadonlyMap<string, ModelPart> {
  const byName = new Map<string, ModelPart>();
  for (const part of parts) {
    if (byName.has(part.name)) {
      const place = `${part.word} ${quoted(part.name)}`;
      throw foreignModel(file, place, 'there are two of this name');
    }
    byName.set(part.name, part);
  }
  return byName;
}

function piecesOf(fields: readonly ReadField[], wanted: number): Uint8Array[] {
  return fields.flatMap(({ number, value }) =>
    number === wanted && value instanceof Uint8Array ? [value] : [],
  );
}

/** The text of a field; empty where there is none, as Protocol Buffers have it. */
function textOf(fields: readonly ReadField[], wanted: number): string {
  const [bytes = new Uint8Array()] = piecesOf(fields, wanted);
  return new TextDecoder().decode(bytes);
}

/** @throws DataError for other numbers than float32, or more or fewer than the shape says. */
function tensorOf(
  file: string,
  name: string,
  fields: readonly ReadField[],
): NetworkTensors[string] {
  const whole = (wanted: number) =>
    fields.flatMap(({ number, value }) =>
      number === wanted && typeof value === 'number' ? [value] : [],
    );
  const shape = whole(1);
  const raw = piecesOf(fields, 9);
  const [type] = whole(2);
  if (type !== float || raw.length !== 1) {
    throw tensorFault(file, name, 'it is not stored as float32', 'float32 numbers as raw bytes');
  }
  const size = 4 * shape.reduce((product, length) => product * length, 1);
  if (shape.length > mostAxes || size !== raw[0].length) {
    const sizes = shape.slice(0, mostAxes).join(' × ');
    const found = `it has ${raw[0].length} bytes for the shape ${sizes}`;
    throw tensorFault(file, name, found, 'four bytes a number, up to eight axes');
  }
  const values = new Float32Array(raw[0].slice().buffer);
  if (!values.every(Number.isFinite)) {
    throw tensorFault(file, name, 'it has values that are no numbers', 'finite values');
  }
  return { shape, values };
}

const tensorFault = (file: string, name: string, found: string, allowed: string): DataError =>
  networkFileError(file, `tensor ${quoted(name)}`, found, allowed);
