/**
 * As much of the Protocol Buffers encoding as ONNX needs: a message is its fields one after another,
 * each a number, some bytes, or a message again.
 * https://protobuf.dev/programming-guides/encoding/
 */

/** A field of a message: its number, and what it holds. */
export type WireField = readonly [number: number, value: WireValue];
type WireValue = number | string | Uint8Array | Message | Float;

/** Fields in the order in which they are written. */
export interface Message {
  readonly fields: readonly WireField[];
}

/** A number that is written as float32. */
export interface Float {
  readonly float: number;
}

/** The kinds of fields on the wire. */
const wire = { varint: 0, bytes: 2, fixed32: 5 } as const;

/** The bytes of a message. Numbers are non-negative whole numbers, or −1. */
export function encodeMessage({ fields }: Message): Uint8Array {
  const parts = fields.map(encodeField);
  return joined(parts.flat());
}

function encodeField([number, value]: WireField): Uint8Array[] {
  if (typeof value === 'number') return [tag(number, wire.varint), varint(value)];
  if (isFloat(value)) {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value.float, true);
    return [tag(number, wire.fixed32), bytes];
  }
  const bytes = bytesOf(value);
  return [tag(number, wire.bytes), varint(bytes.length), bytes];
}

function bytesOf(value: string | Uint8Array | Message): Uint8Array {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  return value instanceof Uint8Array ? value : encodeMessage(value);
}

const isFloat = (value: WireValue): value is Float => typeof value === 'object' && 'float' in value;

const tag = (number: number, type: number) => varint(number * 8 + type);

/** Seven bits a byte, the lowest first. A negative number has all 64 bits of its complement. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Uint8Array.from([...bytes, Number(rest)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
