import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonicalJson.ts';

/** SHA-256 of some bytes, as 64 lower-case hexadecimal digits. */
export function hashBytes(...parts: readonly Uint8Array[]): string {
  const hash = sha256.create();
  for (const part of parts) hash.update(part);
  return bytesToHex(hash.digest());
}

/** SHA-256 of bytes that come one piece after another. */
export function hashPieces(): { add(piece: Uint8Array): void; digest(): string } {
  const hash = sha256.create();
  return { add: (piece) => void hash.update(piece), digest: () => bytesToHex(hash.digest()) };
}

/** SHA-256 of a value's canonical JSON: equal values have equal hashes. */
export function hashJson(value: unknown): string {
  return hashBytes(new TextEncoder().encode(canonicalJson(value)));
}
