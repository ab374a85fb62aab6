/** `export <run folder> --format …`: a trained model for other programs, and from one format into another. */
import { access, mkdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { type ExportedFile, exportedModelFiles } from '../models/exportFormats.ts';
import { UsageError } from '../node/usageError.ts';
import { writeWhole } from '../node/wholeFile.ts';
import { archiveOf } from '../storage/archiveOf.ts';
import { chosenMember, formatOf } from './exportChoices.ts';
import { namedModel } from './runModel.ts';

export interface ExportOptions {
  readonly format?: string | undefined;
  /** An archive (`.zip`), the format's own file (`.onnx`, `.json`, `.safetensors`), else a folder. */
  readonly out?: string | undefined;
  /** The number of one network, from 1, in place of all that vote. */
  readonly member?: string | undefined;
  /** Whether files of these names are replaced. */
  readonly force?: boolean | undefined;
}

/**
 * Writes the model of a run's folder, or of an exported file. @returns what was written, in words.
 * @throws UsageError for what cannot be asked, or where a file is there already; DataError where a
 * network was not kept.
 */
export async function exportModel(
  sources: readonly string[],
  { format, out, member, force = false }: ExportOptions,
): Promise<string> {
  const [source, ...more] = sources;
  if (source === undefined || more.length > 0 || out === undefined) {
    throw new UsageError(
      'export needs the --out folder of one run, or an exported model.onnx, model.json or model.safetensors, --format, and --out for itself',
    );
  }
  const wanted = formatOf(format);
  const { model, state, notes } = await namedModel(source);
  const files = await exportedModelFiles(chosenMember(model, member), wanted, state, null);
  const written = await placed(files, out);
  if (!force) await refuseExisting(written);
  for (const { path, bytes } of written) {
    await mkdir(dirname(path), { recursive: true })
      .then(() => writeWhole(path, bytes))
      .catch((error: Error) => {
        throw new UsageError(`${path}: it could not be written (${error.message})`);
      });
  }
  return [...notes, `Wrote ${written.map(({ path }) => path).join(', ')}`].join('\n');
}

interface PlacedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Where the files go: all into one archive, that with the numbers alone, or all into a folder. */
async function placed(files: readonly ExportedFile[], out: string): Promise<readonly PlacedFile[]> {
  if (extname(out) === '.zip') return [{ path: out, bytes: await archiveOf(files) }];
  const [{ name, bytes }] = files;
  if (extname(out) === '.json') {
    throw new UsageError(`--out ${out}: a layers model is several files; name a folder, or a .zip`);
  }
  if (extname(out) === extname(name)) return [{ path: out, bytes }];
  return files.map((file) => ({ path: join(out, file.name), bytes: file.bytes }));
}

/** @throws UsageError where one of the files is there already. */
async function refuseExisting(files: readonly PlacedFile[]): Promise<void> {
  for (const { path } of files) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    throw new UsageError(
      `--out: ${path} is there already. Replace it by --force, or choose another`,
    );
  }
}
