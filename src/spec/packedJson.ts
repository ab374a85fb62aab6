/** JSON as text for an address: deflated, in base64url. What is written can be read. */
import { ByteSink, InflateError, inflate } from '../lib/inflate.ts';

/** The JSON of an experiment is about 1 kB; anything beyond this is none, and is not written as one. */
const longestJson = 256_000;

/** Null where the JSON is longer than any that is read. */
export async function packJson(value: unknown): Promise<string | null> {
  const json = new TextEncoder().encode(JSON.stringify(value));
  if (json.length > longestJson) return null;
  const packed = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return toBase64Url(new Uint8Array(await new Response(packed).arrayBuffer()));
}

export type Unpacked =
  | { readonly ok: true; readonly value: unknown }
  /** What is wrong, for people. */
  | { readonly ok: false; readonly message: string };

/** What {@link packJson} packed. */
export function unpackJson(base64Url: string): Unpacked {
  try {
    return { ok: true, value: JSON.parse(inflateText(fromBase64Url(base64Url))) };
  } catch (error) {
    const reason = error instanceof InflateError || error instanceof SyntaxError;
    const why = reason ? ` (${error.message})` : '';
    return { ok: false, message: `The link is damaged${why}. Ask for it again, whole` };
  }
}

function inflateText(bytes: Uint8Array): string {
  const sink = new ByteSink(longestJson);
  inflate(bytes, sink);
  return new TextDecoder('utf-8', { fatal: true }).decode(sink.bytes);
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
