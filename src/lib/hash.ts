/** SHA-256, by the platform's own code where that can be called at once, as Node's can. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonicalJson.ts';

/** A hash that is being taken. */
interface Hash {
  update(bytes: Uint8Array): unknown;
  /** 64 lower-case hexadecimal digits. */
  hex(): string;
}

/** Node's own, ten times as fast as what is written in JavaScript; absent in browsers. */
interface NodeCrypto {
  createHash(name: 'sha256'): NodeHash;
}
interface NodeHash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
  digest(encoding: 'hex'): string;
}
const { process } = globalThis as unknown as {
  process?: { getBuiltinModule?: (name: string) => unknown };
};
const crypto = process?.getBuiltinModule?.('node:crypto') as NodeCrypto | undefined;

/** Node takes no more at once, in bytes. */
const longestPart = 2 ** 30;

function startHash(): Hash {
  if (crypto === undefined) {
    const hash = sha256.create();
    return { update: (bytes) => hash.update(bytes), hex: () => bytesToHex(hash.digest()) };
  }
  const hash = crypto.createHash('sha256');
  const update = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; at += longestPart) {
      hash.update(bytes.subarray(at, at + longestPart));
    }
  };
  return { update, hex: () => hash.digest('hex') };
}

/** SHA-256 of some bytes, as 64 lower-case hexadecimal digits. */
export function hashBytes(...parts: readonly Uint8Array[]): string {
  const hash = startHash();
  for (const part of parts) hash.update(part);
  return hash.hex();
}

/** SHA-256 of bytes that come one piece after another. */
export function hashPieces(): { add(piece: Uint8Array): void; digest(): string } {
  const hash = startHash();
  return { add: (piece) => void hash.update(piece), digest: hash.hex };
}

/**
 * Writes as much of the SHA-256 of some bytes as `target` has room for. The platform's own is many
 * times as fast, where it has one: pages that came over an insecure connection have none. What Node
 * answers at once takes a quarter of what it answers later.
 */
export async function hashInto(target: Uint8Array, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  target.set((await wholeHash(bytes)).subarray(0, target.length));
}

async function wholeHash(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (crypto !== undefined) {
    const hash = crypto.createHash('sha256');
    hash.update(bytes);
    return hash.digest();
  }
  const { subtle } = globalThis.crypto;
  if (subtle === undefined) return sha256(bytes);
  return new Uint8Array(await subtle.digest('SHA-256', bytes));
}

/** SHA-256 of a value's canonical JSON: equal values have equal hashes. */
export function hashJson(value: unknown): string {
  return hashBytes(new TextEncoder().encode(canonicalJson(value)));
}
