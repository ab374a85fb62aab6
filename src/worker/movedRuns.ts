/** Kept runs as files: project files that are made and taken in, and single logs. */
import { isZip } from '../data/archives/zip.ts';
import { DataError } from '../data/dataError.ts';
import type { TaskOptions } from '../data/progress.ts';
import { type ByteSource, readAhead } from '../data/sources/byteSource.ts';
import { exportSources } from '../storage/projects/exportSources.ts';
import { type ImportOutcome, importProject } from '../storage/projects/importProject.ts';
import { importRunLog } from '../storage/projects/importRunLog.ts';
import { ProjectReader } from '../storage/projects/readProject.ts';
import { type ExportOutcome, writeProject } from '../storage/projects/writeProject.ts';
import type { RunArchive } from '../storage/runs/runArchive.ts';
import { bytesOfFile } from './bytesOfFile.ts';
import type { Ask } from './protocol/requests.ts';

/** Bytes that are held before the browser gets them, which may put them on the disk. */
const heldAtMost = 2 ** 23;

/** One file with the runs, in the order of their ids. @throws StorageError where it cannot be. */
export async function exportRuns(
  archive: RunArchive,
  { runIds, withData, withNetworks }: Ask<'export-runs'>,
  task: TaskOptions,
): Promise<ExportOutcome & { readonly archive: Blob }> {
  const runs = (await archive.list()).filter(({ runId, deletedAt }) =>
    runIds === 'all' ? deletedAt === null : runIds.includes(runId),
  );
  const sources = await exportSources(archive, runs, { withData, withNetworks });
  const whole: Blob[] = [];
  let held: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const handOver = () => {
    whole.push(new Blob(held));
    held = [];
    bytes = 0;
  };
  const sink = (piece: Uint8Array) => {
    held.push(new Uint8Array(piece));
    bytes += piece.length;
    if (bytes > heldAtMost) handOver();
  };
  const outcome = await writeProject(sources, sink, task);
  handOver();
  return { ...outcome, archive: new Blob(whole, { type: 'application/zip' }) };
}

/**
 * Takes in the runs of a project file, or the one of a log: all of them, or none.
 * @throws DataError where anything of it is wrong, StorageError where there is no room.
 */
export async function importRuns(
  archive: RunArchive,
  file: File,
  task: TaskOptions,
): Promise<ImportOutcome> {
  const head = await bytesOfFile(file.slice(0, 4));
  if (!isZip(head)) return importRunLog(archive, file.name, () => bytesOfFile(file), file.size);
  const reader = await ProjectReader.open(readAhead(sourceOf(file)), file.name);
  return importProject(archive, reader, task);
}

function sourceOf(file: File): ByteSource {
  const read = async (start: number, end: number) => {
    const bytes = await bytesOfFile(file.slice(start, end)).catch(() => new Uint8Array());
    if (bytes.length === end - start) return bytes;
    throw new DataError({
      file: file.name,
      place: `byte ${start}`,
      found: 'it can no longer be read there',
      allowed: 'a file that stays as it is meanwhile',
      remedy: 'choose it again',
    });
  };
  return { size: file.size, read };
}
