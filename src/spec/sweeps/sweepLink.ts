/**
 * Links to sweeps: `s1.` and then the sweep's JSON, deflated, in base64url. The letter tells them from
 * links to experiments.
 */
import { withAwaitedTree } from '../experimentTree.ts';
import { LinkTooLong, longestLink } from '../link.ts';
import { packJson, unpackJson } from '../packedJson.ts';
import { readSweep, type SweepReading } from './readSweep.ts';
import type { SweepSpec } from './sweepSpec.ts';

const codecVersion = 1;

/**
 * The part of a link that holds a sweep. A tree that has no room travels by its hash.
 * @throws LinkTooLong where {@link decodeSweepLink} would not read it.
 */
export async function encodeSweepLink(sweep: SweepSpec): Promise<string> {
  for (const base of new Set([sweep.base, withAwaitedTree(sweep.base)])) {
    const packed = await packJson({ ...sweep, base });
    const link = packed === null ? null : `s${codecVersion}.${packed}`;
    if (link !== null && link.length <= longestLink) return link;
  }
  throw new LinkTooLong('comparison');
}

/** Whether a text is a link to a sweep, or would be one. */
export const isSweepLink = (text: string): boolean => /(^|#)s\d{1,9}\.[\w-]{20}/.test(text);

/** Reads a link or the part of it behind `#`; says what is wrong with one that is none. */
export function decodeSweepLink(text: string): SweepReading {
  const code = text.slice(text.indexOf('#') + 1).trim();
  if (code.length > longestLink) {
    return refuse(`The link has ${code.length} characters; a comparison has under ${longestLink}`);
  }
  const parts = /^s(\d{1,9})\.([\w-]+)$/.exec(code);
  if (parts === null) {
    return refuse('This is not a link to a comparison. Copy the whole address and open it again');
  }
  if (Number(parts[1]) !== codecVersion) {
    return refuse(
      `The link is of form s${parts[1]}; this Espalier reads form s${codecVersion}. Open it in a newer one`,
    );
  }
  const unpacked = unpackJson(parts[2]);
  return unpacked.ok ? readSweep(unpacked.value) : refuse(unpacked.message);
}

function refuse(message: string): SweepReading {
  return { ok: false, issues: [{ path: '', message }] };
}
