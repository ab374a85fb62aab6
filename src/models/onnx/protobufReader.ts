/**
 * Reads the Protocol Buffers encoding of files from outside: the fields of a message one after another,
 * as pieces of the file. No length in it is believed before the bytes are there.
 * https://protobuf.dev/programming-guides/encoding/
 */
import { DataError } from '../../data/dataError.ts';
import { exactBytes } from '../../data/limits.ts';
import { formatCount } from '../../lib/numberFormat.ts';

/** A field as it stands in a message: its number, and a whole number or its bytes. */
export interface ReadField {
  readonly number: number;
  readonly value: number | Uint8Array;
}

/** Fields of one message, at most: those of a graph are its nodes and tensors. */
const mostFields = 500_000;
/** Bytes of a number, at most. */
const longestVarint = 10;

/** A file of one message. */
export class ProtobufFile {
  /** @param file how messages call it. */
  constructor(
    private readonly file: string,
    private readonly bytes: Uint8Array,
  ) {}

  /**
   * The fields of a message of the file: all of it, or of a field's bytes.
   * @throws DataError naming the byte where it is cut, or no message.
   */
  fields(message: Uint8Array = this.bytes): readonly ReadField[] {
    const fields: ReadField[] = [];
    for (let at = 0; at < message.length; ) {
      const tag = this.varint(message, at);
      const number = Math.floor(tag.value / 8);
      const { value, end } = this.value(message, at, tag);
      if (number === 0) throw this.fault(message, at, 'a field has the number 0');
      if (fields.push({ number, value }) > mostFields) {
        throw this.fault(message, at, `a message has more than ${formatCount(mostFields)} fields`);
      }
      at = end;
    }
    return fields;
  }

  private value(message: Uint8Array, start: number, tag: Varint): Placed<number | Uint8Array> {
    const type = tag.value % 8;
    switch (type) {
      case 0:
        return this.varint(message, tag.end);
      case 1:
        return this.piece(message, tag.end, 8);
      case 2: {
        const length = this.varint(message, tag.end);
        return this.piece(message, length.end, length.value);
      }
      case 5:
        return this.piece(message, tag.end, 4);
      default:
        throw this.fault(message, start, `a field is of type ${type}, which ONNX has not`);
    }
  }

  private piece(message: Uint8Array, start: number, length: number): Placed<Uint8Array> {
    const left = message.length - start;
    if (length > left) {
      const found = `a field is said to have ${exactBytes(length)}, and ${formatCount(left)} follow`;
      throw this.fault(message, start, found);
    }
    return { value: message.subarray(start, start + length), end: start + length };
  }

  /** Seven bits a byte, the lowest first; beyond 2⁵³ no longer exact, which is more than any length is. */
  private varint(message: Uint8Array, start: number): Varint {
    let value = 0;
    for (let at = start, factor = 1; at < start + longestVarint; at++, factor *= 128) {
      if (at >= message.length) throw this.fault(message, start, 'a number is cut');
      const byte = message[at];
      value += (byte & 127) * factor;
      if (byte < 128) return { value, end: at + 1 };
    }
    throw this.fault(message, start, `a number has more than ${longestVarint} bytes`);
  }

  private fault(message: Uint8Array, at: number, found: string): DataError {
    return new DataError({
      file: this.file,
      place: `byte ${formatCount(message.byteOffset - this.bytes.byteOffset + at)}`,
      found,
      allowed: 'an ONNX file, whole',
      remedy: 'export the model again, or copy its file again',
    });
  }
}

/** What stands in a message, and where the next begins. */
interface Placed<Value> {
  readonly value: Value;
  readonly end: number;
}

type Varint = Placed<number>;
