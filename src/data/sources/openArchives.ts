/** Opens archives as containers of files that are read when they are needed. */
import type { NameEncoding } from '../../spec/sections/nameEncoding.ts';
import { extensionOf } from '../archives/entryNames.ts';
import { namesQuestion } from '../archives/namesQuestion.ts';
import { readTar } from '../archives/tar.ts';
import { filesOfZip } from '../archives/zip.ts';
import { looseName, readZipDirectory, type ZipDirectory } from '../archives/zipDirectory.ts';
import { certainEncoding, nameClasses, openNames, readingsOf } from '../archives/zipNames.ts';
import type { DataLimits } from '../limits.ts';
import type { NamesQuestion, ReadingChoices } from '../readingChoices.ts';
import type { Container } from './container.ts';
import type { ArchiveFile } from './sortFiles.ts';

/** Files whose cells may name others. */
const tableNames = new Set('csv tsv txt json jsonl parquet'.split(' '));

/**
 * The archives in their order, or a question where names of classes or in tables are in an encoding
 * that is not told, nor certain.
 * @throws DataError where an archive is damaged or holds what is not taken.
 */
export async function openArchives(
  archives: readonly ArchiveFile[],
  choices: ReadingChoices,
  limits: DataLimits,
  notes: string[],
): Promise<Container[] | NamesQuestion> {
  const directories = new Map<ArchiveFile, ZipDirectory>();
  for (const archive of archives) {
    if (archive.kind !== 'zip') continue;
    directories.set(archive, await readZipDirectory(archive.source, archive.file, limits));
  }
  const encoding = choices.names ?? encodingOf(directories);
  if (typeof encoding === 'object' && encoding !== null) return encoding;
  const opened: Container[] = [];
  for (const archive of archives) {
    const { file, source } = archive;
    const directory = directories.get(archive);
    const { entries, notes: told } =
      directory === undefined
        ? await openTar(archive, limits)
        : await filesOfZip(source, directory, file, limits, encoding);
    notes.push(...told);
    opened.push({ file, files: entries, isArchive: true, root: '' });
  }
  return opened;
}

async function openTar({ file, source }: ArchiveFile, limits: DataLimits) {
  const { entries, notes } = await readTar(source, file, limits);
  return { entries: entries.map((entry) => ({ ...entry, identity: null })), notes };
}

/** The encoding of all names that do not tell theirs; null where all do, or it makes no difference. */
function encodingOf(
  directories: ReadonlyMap<ArchiveFile, ZipDirectory>,
): NameEncoding | NamesQuestion | null {
  const open = [...directories].map(([{ file }, { records }]) => ({
    file,
    records,
    names: openNames(records),
  }));
  const names = open.flatMap((one) => one.names);
  if (names.length === 0) return null;
  const readings = readingsOf(names);
  const certain = certainEncoding(readings);
  if (certain !== null || readings.length < 2) return certain;
  const mayBeNamed = open.some(({ records }) =>
    records.some(({ told, nameBytes }) =>
      tableNames.has(extensionOf(told ?? looseName(nameBytes))),
    ),
  );
  if (!mayBeNamed && !nameClasses(names)) return null;
  const { file } = open.find((one) => one.names.length > 0)!;
  return namesQuestion(file, names.length, readings);
}
