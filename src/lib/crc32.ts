/**
 * CRC-32 as gzip, zip and PNG use it (ISO 3309, polynomial 0xEDB88320), four bytes a turn.
 */
const tables = createTables();

/** The CRC-32 of some bytes, 0 … 2^32 − 1. `previous` continues the CRC of the bytes before. */
export function crc32(bytes: Uint8Array, previous = 0): number {
  const [table0, table1, table2, table3] = tables;
  let crc = ~previous;
  let at = 0;
  for (const end = bytes.length - 3; at < end; at += 4) {
    crc ^= bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    crc =
      table3[crc & 255] ^
      table2[(crc >>> 8) & 255] ^
      table1[(crc >>> 16) & 255] ^
      table0[crc >>> 24];
  }
  for (; at < bytes.length; at++) crc = table0[(crc ^ bytes[at]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

function createTables(): Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => shift(byte, 8));
  const result = [first];
  while (result.length < 4) {
    const before = result[result.length - 1];
    result.push(before.map((value) => first[value & 255] ^ (value >>> 8)));
  }
  return result;
}

function shift(value: number, bits: number): number {
  let crc = value;
  for (let bit = 0; bit < bits; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb88320;
  return crc;
}
