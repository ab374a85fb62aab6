/** ONNX files of Espalier are read back to the byte; whatever else is given is refused in words, at once. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../data/dataError.ts';
import type { BrokenJson } from '../../lib/testing/brokenJson.ts';
import { sameBytes } from '../modelParts.ts';
import { writeModelSafetensors } from '../safetensors/writeModelSafetensors.ts';
import { madeModels } from '../testing/madeModels.ts';
import type { Message, WireField } from './protobuf.ts';
import { encodeMessage } from './protobuf.ts';
import { ProtobufFile } from './protobufReader.ts';
import { readOnnx } from './readOnnx.ts';
import { writeOnnx } from './writeOnnx.ts';

const small = writeOnnx(madeModels['Single: features']);
const joined = writeOnnx(madeModels['Complementary: level-wise networks']);

it.each(Object.entries(madeModels))('reads %s back as it was written', (name, model) => {
  const bytes = writeOnnx(model);
  const back = readOnnx(bytes, name);
  expect({ ...back, members: [] }).toEqual({ ...model, members: [] });
  expect(sameBytes(writeOnnx(back), bytes)).toBe(true);
  expect(sameBytes(writeModelSafetensors(back), writeModelSafetensors(model))).toBe(true);
});

/** A file's messages, to be changed in place and written again. */
type Fields = WireField[];
const fieldsOf = (bytes: Uint8Array): Fields =>
  new ProtobufFile('x', bytes).fields().map(({ number, value }) => [number, value]);
const message = (fields: readonly WireField[]): Message => ({ fields });
const text = (value: unknown) => new TextDecoder().decode(value as Uint8Array);

/** The file after something was done to its fields and those of its graph. */
function spoilt(spoil: (model: Fields, graph: Fields) => void): Uint8Array {
  const model = fieldsOf(small);
  const at = model.findIndex(([number]) => number === 7);
  const graph = fieldsOf(model[at][1] as Uint8Array);
  model[at] = [7, message([])];
  spoil(model, graph);
  return encodeMessage(
    message(model.map((field) => (field[0] === 7 ? [7, message(graph)] : field))),
  );
}

/** Where the part of a kind stands whose name is given. */
function placeOf(fields: Fields, kind: number, nameField: number, name: string): number {
  const at = fields.findIndex(
    ([number, value]) =>
      number === kind &&
      fieldsOf(value as Uint8Array).some(
        ([field, inner]) => field === nameField && text(inner) === name,
      ),
  );
  expect(at).toBeGreaterThanOrEqual(0);
  return at;
}
const tensorAt = (graph: Fields, name: string) => placeOf(graph, 5, 8, name);
const nodeAt = (graph: Fields, name: string) => placeOf(graph, 1, 3, name);

/** The fields of a part, changed. */
function changePart(fields: Fields, at: number, change: (part: Fields) => Fields): void {
  fields[at] = [fields[at][0], message(change(fieldsOf(fields[at][1] as Uint8Array)))];
}

/** With another description in the metadata. */
const described = (spoil: (description: BrokenJson) => unknown) =>
  spoilt((model) => {
    const at = placeOf(model, 14, 1, 'espalier');
    changePart(model, at, ([key, [, value]]) => {
      const description = JSON.parse(text(value));
      const other = spoil(description);
      return [key, [2, typeof other === 'string' ? other : JSON.stringify(description)]];
    });
  });
/** A tensor with other fields. */
const withTensor = (name: string, change: (part: Fields) => Fields) =>
  spoilt((_, graph) => changePart(graph, tensorAt(graph, name), change));

/** With another version of its operators. */
const ofOpset = (version: number) =>
  spoilt((model) => {
    const at = model.findIndex(([number]) => number === 8);
    model[at] = [8, message([[2, version]])];
  });

const huge = (length: number) => new Uint8Array(length).fill(255);
const hostile: Readonly<Record<string, readonly [bytes: () => Uint8Array, told: string]>> = {
  'no byte': [() => new Uint8Array(), 'it has 0 graphs'],
  'a text': [() => new TextEncoder().encode('{"format": "layers-model"}'), 'byte 0: a field is of'],
  'one byte': [() => Uint8Array.of(8), 'byte 1: a number is cut'],
  'a number without end': [() => Uint8Array.of(8, ...huge(12)), 'byte 1: a number has more than'],
  'a length past the end': [
    () => Uint8Array.of(58, 200, 1, 0, 0),
    'byte 3: a field is said to have 200 bytes, and 2 follow',
  ],
  'a length beyond all memory': [() => Uint8Array.of(58, ...huge(8), 1), 'and 0 follow'],
  'a group, which ONNX has not': [() => Uint8Array.of(59, 60), 'a field is of type 3'],
  'a field of number 0': [() => Uint8Array.of(0, 1), 'a field has the number 0'],
  'a million fields': [() => new Uint8Array(2_000_000).fill(8), 'more than 500,000 fields'],
  'a million nodes': [
    () =>
      encodeMessage(message([[7, new Uint8Array(2_000_000).map((_, at) => (at % 2 ? 0 : 10))]])),
    'more than 500,000 fields',
  ],
  'two graphs': [() => Uint8Array.of(...small, 58, 0), 'it has 2 graphs'],
  'bytes behind the end': [() => Uint8Array.of(...small, 8, 8), 'it was changed after'],
  'another model’s graph': [
    () => spoilt((model) => model.splice(placeOf(model, 14, 1, 'espalier'), 1)),
    'the metadata: it is no model that Espalier wrote',
  ],
  'a description twice': [
    () => spoilt((model) => model.push(model[placeOf(model, 14, 1, 'espalier')])),
    'metadata “espalier”: there are two of this name',
  ],
  'a description that is no JSON': [() => described(() => '{"form": NaN}'), 'the description'],
  'a description of another form': [
    () => described((model) => Object.assign(model, { form: 2 })),
    'must be 1',
  ],
  'a mean that is no number': [
    () => described(({ input }) => Object.assign(input.normalisation, { mean: [null] })),
    '“input.normalisation.mean.0”',
  ],
  'a key that nobody knows': [
    () => described((model) => Object.assign(model, { script: 'x' })),
    'script',
  ],
  'a thousand networks': [
    () =>
      described((model) => {
        model.members = new Array(1000).fill(model.members[0]);
        model.joining = { kind: 'majority' };
      }),
    'and the file has',
  ],
  'wider layers than there are numbers for': [
    () => described(({ members }) => Object.assign(members[0].network, { hidden: [4096] })),
    'tensor “dense1/weights”: its shape is 5 × 4',
  ],
  'a million groups': [
    () =>
      described(({ members, classes }) => {
        const groups = new Array(50).fill({
          groupCount: 1_000_000,
          groupOf: classes.map(() => 0),
        });
        members[0].head = { kind: 'path', groups };
      }),
    'and the file has',
  ],
  'other classes': [
    () => described((model) => model.classes.reverse()),
    'metadata “classes”: it is not what',
  ],
  'a tensor less': [
    () => spoilt((_, graph) => graph.splice(tensorAt(graph, 'dense1/bias'), 1)),
    'tensor “dense1/bias”: it is missing',
  ],
  'a tensor twice': [
    () => spoilt((_, graph) => graph.push(graph[tensorAt(graph, 'dense1/bias')])),
    'tensor “dense1/bias”: there are two of this name',
  ],
  'a tensor of another shape': [
    () => withTensor('dense1/weights', ([a, b, ...rest]) => [b, a, ...rest]),
    'tensor “dense1/weights”: its shape is 4 × 5. Allowed: 5 × 4',
  ],
  'a tensor of a huge shape': [
    () => withTensor('dense1/weights', ([, ...rest]) => [[1, 2 ** 40], ...rest]),
    'tensor “dense1/weights”: it has 80 bytes for the shape 1099511627776 × 4',
  ],
  'a tensor of a thousand axes': [
    () =>
      withTensor('dense1/weights', (fields) => [
        ...new Array<WireField>(1000).fill([1, 1]),
        ...fields,
      ]),
    'tensor “dense1/weights”: it has 80 bytes',
  ],
  'a tensor of whole numbers': [
    () => withTensor('dense1/bias', (fields) => fields.map((f) => (f[0] === 2 ? [2, 7] : f))),
    'tensor “dense1/bias”: it is not stored as float32',
  ],
  'a tensor in a file elsewhere': [
    () => withTensor('dense1/bias', (fields) => [...fields.filter(([n]) => n !== 9), [14, 1]]),
    'tensor “dense1/bias”: it is not stored as float32',
  ],
  'a tensor that is no number': [
    () =>
      withTensor('dense1/bias', (fields) => fields.map((f) => (f[0] === 9 ? [9, huge(16)] : f))),
    'tensor “dense1/bias”: it has values that are no numbers',
  ],
  'a node less': [
    () => spoilt((_, graph) => graph.splice(nodeAt(graph, 'probabilities'), 1)),
    'node “probabilities”: it is missing',
  ],
  'a node of another operator': [
    () =>
      spoilt((_, graph) =>
        changePart(graph, nodeAt(graph, 'probabilities'), (fields) =>
          fields.map((field) => (field[0] === 4 ? [4, 'Loop'] : field)),
        ),
      ),
    'node “probabilities”: it is not what',
  ],
  'a node that takes what it gives': [
    () =>
      spoilt((_, graph) =>
        changePart(graph, nodeAt(graph, 'dense2'), ([, ...fields]) => [[1, 'dense2'], ...fields]),
      ),
    'node “dense2”: it is not what',
  ],
  'a node more': [
    () =>
      spoilt((_, graph) =>
        graph.push([
          1,
          message([
            [3, 'more'],
            [4, 'Identity'],
          ]),
        ]),
      ),
    '“more”: it is not what',
  ],
  'operators of version 0': [() => ofOpset(0), 'it was changed after'],
  'operators of version 999': [() => ofOpset(999), 'it was changed after'],
  'a graph within a node': [
    () =>
      spoilt((_, graph) =>
        changePart(graph, nodeAt(graph, 'probabilities'), (fields) => [
          ...fields,
          [
            5,
            message([
              [1, 'body'],
              [6, message([...graph])],
              [20, 5],
            ]),
          ],
        ]),
      ),
    'node “probabilities”: it is not what',
  ],
  'a tensor whose name is no UTF-8': [
    () => withTensor('dense1/bias', (fields) => fields.map((f) => (f[0] === 8 ? [8, huge(4)] : f))),
    'tensor “dense1/bias”: it is missing',
  ],
  'functions of its own': [() => spoilt((model) => model.push([25, 'code'])), 'it was changed'],
};

/** What reading a file throws; null where it is read. */
function faultOf(bytes: Uint8Array): unknown {
  try {
    readOnnx(bytes, 'net.onnx');
    return null;
  } catch (error) {
    return error;
  }
}

describe('a file is refused', () => {
  it.each(Object.entries(hostile))('that is hostile: %s', (_, [bytes, told]) => {
    const fault = faultOf(bytes());
    expect(fault).toBeInstanceOf(DataError);
    expect(String(fault)).toContain(told);
    expect(String(fault)).toContain('net.onnx');
  });

  it('where it is cut, wherever that is', () => {
    for (let length = 0; length < small.length; length++) {
      if (!(faultOf(small.subarray(0, length)) instanceof DataError))
        expect.fail(`cut at ${length}`);
    }
  });

  it('or read whole, however it is damaged', () => {
    const numRuns = 600;
    let whole = 0;
    const change = fc.record({
      at: fc.nat(),
      byte: fc.nat(255),
      how: fc.constantFrom('set', 'drop', 'add'),
    });
    const changes = fc.array(change, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(small, joined), changes, (original, damages) => {
        const bytes = [...original];
        for (const { at, byte, how } of damages) {
          const added = how === 'drop' ? [] : [byte];
          bytes.splice(at % bytes.length, how === 'add' ? 0 : 1, ...added);
        }
        const damaged = Uint8Array.from(bytes);
        const fault = faultOf(damaged);
        if (fault === null) whole++;
        return fault === null
          ? sameBytes(writeOnnx(readOnnx(damaged, 'x')), damaged)
          : fault instanceof DataError;
      }),
      { numRuns, seed: 16 },
    );
    // Other weights make another model, which is one all the same.
    expect(whole).toBeGreaterThan(0);
    expect(whole).toBeLessThan(numRuns);
  });
});
