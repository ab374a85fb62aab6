import { DataError } from '../dataError.ts';
import { type DataLimits, quoted } from '../limits.ts';
import type { SourceFile } from '../sourceFile.ts';
import { type GivenFile, givenFiles, isNetworkName } from './givenFiles.ts';
import { modelLimits } from './modelLimits.ts';

/** What an export has beside the network. */
const besides = /(^|\/)(README\.md|espalier_model\.py|LICEN[CS]E[^/]*)$/i;

/**
 * Refuses a trained network, by itself or in an archive of its own, where a data set is asked for, and
 * says where it can be used. All other files are left to who reads data.
 * @throws DataError
 */
export async function refuseNetwork(
  files: readonly SourceFile[],
  limits: DataLimits,
): Promise<void> {
  const { files: given, archive } = await givenFiles(files, limits);
  const [found, ...others] = given.filter(({ path }) => !besides.test(path));
  if (found === undefined || others.length > 0 || !(await isNetwork(found))) return;
  throw new DataError({
    file: archive ?? found.path,
    place: archive === null ? null : `entry ${quoted(found.path)}`,
    found: 'it is a trained network, and no data set',
    allowed:
      'a data set; or, to compute features with, a TensorFlow.js model (model.json with its shards)',
    remedy:
      'if Espalier wrote it, start a run from it: on the page Train, at “Start from” under Network; on the command line, run --network <file>',
    instead: 'start',
  });
}

/** By its name and its first bytes: a pointer to a network that was not fetched is none. */
async function isNetwork({ path, size, read }: GivenFile): Promise<boolean> {
  if (!isNetworkName(path) || size > modelLimits.weightBytes + modelLimits.jsonBytes) return false;
  const bytes = await read();
  // ONNX begins with its version, field 1 of the message; safetensors with the length of JSON, and that.
  return /\.onnx$/i.test(path) ? bytes[0] === 8 : bytes[8] === 123;
}
