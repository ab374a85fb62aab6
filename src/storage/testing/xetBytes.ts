/** What the stores of the Hugging Face Hub are sent: chunks of files, and which files they make up. */

const hashBytes = 32;
const shardHeader = 48;
const headerOfFile = 48;
const partOfFile = 48;
const hasVerification = 0x80000000;
const hasMetadata = 0x40000000;

/** How many bytes the chunks of a xorb hold once unpacked, by the 8 bytes before each. */
export function unpackedBytes(xorb: Buffer): number {
  let bytes = 0;
  for (let at = 0; at < xorb.length; ) {
    const packed = xorb.readUIntLE(at + 1, 3);
    bytes += xorb.readUIntLE(at + 5, 3);
    at += 8 + packed;
  }
  return bytes;
}

/** SHA-256 of the files that a shard describes. */
export function fileHashesOfShard(shard: Buffer): string[] {
  const hashes: string[] = [];
  let at = shardHeader;
  while (shard.readUInt32LE(at) !== 0xffffffff) {
    const flags = shard.readUInt32LE(at + hashBytes);
    const parts = shard.readUInt32LE(at + hashBytes + 4);
    at += headerOfFile + parts * partOfFile;
    if ((flags & hasVerification) !== 0) at += parts * partOfFile;
    if ((flags & hasMetadata) === 0) continue;
    hashes.push(hexOf(shard.subarray(at, at + hashBytes)));
    at += partOfFile;
  }
  return hashes;
}

/** Hashes are written as four numbers of eight bytes, the lowest byte first. */
const hexOf = (hash: Buffer): string =>
  [0, 8, 16, 24].map((at) => hash.readBigUInt64LE(at).toString(16).padStart(16, '0')).join('');
