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

/**
 * Writes as much of the SHA-256 of some bytes as `target` has room for. The platform's own is many
 * times as fast, where it has one: pages that came over an insecure connection have none.
 */
export async function hashInto(target: Uint8Array, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { subtle } = globalThis.crypto;
  const whole =
    subtle === undefined ? sha256(bytes) : new Uint8Array(await subtle.digest('SHA-256', bytes));
  target.set(whole.subarray(0, target.length));
}

/** SHA-256 of a value's canonical JSON: equal values have equal hashes. */
export function hashJson(value: unknown): string {
  return hashBytes(new TextEncoder().encode(canonicalJson(value)));
}
