/**
 * Share links: a spec as text for the address bar, `1.` and then the spec's JSON, deflated, in
 * base64url. The number is the codec's version, apart from the spec's own. The link to a finished
 * run ends with the kind of its device and its digest, a point before each. What was changed on the bench
 * of the run stands at the end, behind a tilde.
 *
 * What is written can be read: a tree that has no room travels by its hash, and is asked for where the
 * link is opened; an experiment that has no room even so has no link.
 */
import { type BenchSettings, benchText, plainBench, readBenchText } from './benchSettings.ts';
import type { ExperimentSpec } from './experimentSpec.ts';
import { withAwaitedTree } from './experimentTree.ts';
import { packJson, unpackJson } from './packedJson.ts';
import { readSpec, type SpecReading } from './readSpec.ts';

const codecVersion = 1;
/** Anything longer is no link, and is not written as one. */
export const longestLink = 32_000;

/** What a finished run came to, for whoever repeats it. */
export interface ClaimedResult {
  readonly digest: string;
  /** What kind of device it trained on; null where that is not told. */
  readonly device: string | null;
  /** What has changed since it was told, for people; absent where nothing has. */
  readonly changed?: string;
}

export type LinkReading =
  | (Extract<SpecReading, { ok: true }> & {
      readonly claimed: ClaimedResult | null;
      /** What was changed on the bench of its run; absent where the link says nothing of it. */
      readonly bench?: BenchSettings;
    })
  | Extract<SpecReading, { ok: false }>;

/** An experiment that no link has room for; for people, with what to do instead. */
export class LinkTooLong extends Error {
  override readonly name = 'LinkTooLong';
  constructor(what: 'experiment' | 'comparison' = 'experiment') {
    super(
      `This ${what} is too large for a link, for instance by lists over thousands of classes. Save it as a file instead.`,
    );
  }
}

/**
 * The part of a link that holds the experiment, and what a run of it came to.
 * @throws LinkTooLong where {@link decodeLink} would not read it.
 */
export async function encodeLink(
  spec: ExperimentSpec,
  claimed: ClaimedResult | null = null,
  bench: BenchSettings = plainBench,
): Promise<string> {
  const result =
    claimed === null || claimed.device === null ? '' : `.${claimed.device}.${claimed.digest}`;
  const changed = benchText(bench);
  const end = changed === '' ? result : `${result}~${changed}`;
  for (const form of new Set([spec, withAwaitedTree(spec)])) {
    const packed = await packJson(form);
    const link = packed === null ? null : `${codecVersion}.${packed}${end}`;
    if (link !== null && link.length <= longestLink) return link;
  }
  throw new LinkTooLong();
}

/** Reads a link or the part of it behind `#`; says what is wrong with one that is not a link. */
export function decodeLink(text: string): LinkReading {
  const code = text.slice(text.indexOf('#') + 1).trim();
  if (code.length > longestLink) {
    return refuse(`The link has ${code.length} characters; an experiment has under ${longestLink}`);
  }
  const parts = /^(\d{1,9})\.([\w-]+)(?:\.([a-z]{1,16})\.([\w:-]{1,128}))?(?:~([\w.=&-]+))?$/.exec(
    code,
  );
  if (parts === null) {
    return refuse('This is not a link to an experiment. Copy the whole address and open it again');
  }
  if (Number(parts[1]) !== codecVersion) {
    return refuse(
      `The link is of form ${parts[1]}; this Espalier reads form ${codecVersion}. Open it in a newer one`,
    );
  }
  const [, , packed, device, digest, changes] = parts;
  const bench = changes === undefined ? null : readBenchText(changes);
  if (changes !== undefined && bench === null) {
    return refuse(
      `What the link says of the bench, ${changes.slice(0, 60)}, cannot be read. Ask for it again, whole, or leave out all from ~ on`,
    );
  }
  const reading = readPacked(packed);
  if (!reading.ok) return reading;
  const changed = reading.note === undefined ? {} : { changed: reading.note };
  const claimed = digest === undefined ? null : { device, digest, ...changed };
  return { ...reading, claimed, ...(bench === null ? {} : { bench }) };
}

/** Whether a text is a link to an experiment, or would be one. */
export const isLink = (text: string): boolean => /(^|#)\d{1,9}\.[\w-]{20}/.test(text);

function readPacked(base64Url: string): SpecReading {
  const unpacked = unpackJson(base64Url);
  return unpacked.ok ? readSpec(unpacked.value) : refuse(unpacked.message);
}

function refuse(message: string): Extract<SpecReading, { ok: false }> {
  return { ok: false, issues: [{ path: '', message }] };
}
