/** Networks as files in the safetensors format; what the network is stands in the header's `__metadata__`. */
import { z } from 'zod';
import { canonicalJson } from '../lib/canonicalJson.ts';
import { fitIssues } from '../spec/networks/fitIssues.ts';
import { type NetworkSpec, networkSchema } from '../spec/networks/networks.ts';
import type { ImageShape } from '../spec/units.ts';
import { checkedField, writtenByEspalier } from './checkedField.ts';
import { quoted } from './limits.ts';
import { networkFileError } from './networkFault.ts';
import { type NetworkTensors, readSafetensors, writeSafetensors } from './safetensors.ts';

/** Subtracted from byte / 255, or from a feature, and divided by afterwards; one a channel, or a feature. */
export interface NetworkNormalisation {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** A trained network and what it was trained for. */
export interface NetworkFile {
  /** Version of Espalier that wrote it. */
  readonly espalier: string;
  readonly network: NetworkSpec;
  readonly shape: ImageShape;
  /** Names of the classes, in the order of its outputs. */
  readonly classes: readonly string[];
  /** What its images were normalised with; files of form 1 do not say. */
  readonly normalisation?: NetworkNormalisation;
  readonly tensors: NetworkTensors;
}

/** The form of the metadata: 2 says how images are normalised, 1 does not and has no number. */
const newestForm = 2;

/** The bytes of a network's file; equal networks give equal bytes. */
export function writeNetworkFile(file: NetworkFile): Uint8Array {
  return writeSafetensors({
    metadata: {
      espalier: file.espalier,
      network: canonicalJson(file.network),
      shape: canonicalJson(file.shape),
      classes: JSON.stringify(file.classes),
      ...(file.normalisation && {
        form: String(newestForm),
        normalisation: canonicalJson(file.normalisation),
      }),
    },
    tensors: file.tensors,
  });
}

/** @throws DataError for anything but a network's file, whole, with finite values. */
export function readNetworkFile(bytes: Uint8Array, name: string): NetworkFile {
  const { metadata, tensors } = readSafetensors(bytes, name);
  if (metadata === undefined) {
    throw networkFileError(
      name,
      'the header',
      'it does not say what the network is',
      'a __metadata__',
    );
  }
  return { ...readMetadata(metadata, name), tensors };
}

const side = z.int().min(1).max(65_536);
/** Of channels, or of as many features as a vector can have. */
const perChannel = z.array(z.number()).min(1).max(1_000_000);
const metadataSchema = z.object({
  espalier: z.string().max(64),
  network: networkSchema,
  shape: z.strictObject({ height: side, width: side, channels: z.literal([1, 3]) }),
  classes: z.array(z.string().max(1000)).min(1).max(100_000),
  form: z
    .int()
    .max(newestForm, { error: `is of a newer Espalier; this one reads forms up to ${newestForm}` })
    .optional(),
  normalisation: z.strictObject({ mean: perChannel, deviation: perChannel }).optional(),
});

function readMetadata(metadata: Readonly<Record<string, string>>, name: string) {
  const fields = Object.entries(metadata).map(([field, text]) => [
    field,
    field === 'espalier' ? text : parseField(text),
  ]);
  const found = checkedField(metadataSchema, Object.fromEntries(fields), name, '__metadata__');
  const { form: _known, normalisation, ...read } = found;
  const [issue] = fitIssues(read.network, read.shape, read.classes.length);
  if (issue === undefined) return normalisation === undefined ? read : { ...read, normalisation };
  throw networkFileError(
    name,
    `__metadata__, ${quoted('network')}`,
    `it ${issue.message}`,
    writtenByEspalier,
  );
}

/** Undefined, which no field allows, for text that is no JSON. */
function parseField(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
