/** Opens archives as containers of files that are read when they are needed. */
import type { NameEncoding } from '../../spec/sections/nameEncoding.ts';
import { extensionOf } from '../archives/entryNames.ts';
import { namesQuestion } from '../archives/namesQuestion.ts';
import { looseName } from '../archives/zipDirectory.ts';
import { certainEncoding, nameClasses, openNames, readingsOf } from '../archives/zipNames.ts';
import type { ReadArchive } from '../formats/format.ts';
import { type KeptReading, madeOnce } from '../kept/keptReading.ts';
import type { DataLimits } from '../limits.ts';
import type { NamesQuestion, ReadingChoices } from '../readingChoices.ts';
import type { Container } from './container.ts';
import type { ArchiveFile } from './openFiles.ts';

/** Files whose cells may name others. */
const tableNames = new Set('csv tsv txt lst list json jsonl ndjson manifest parquet'.split(' '));

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
  kept: KeptReading | undefined,
): Promise<Container[] | NamesQuestion> {
  const read = new Map<ArchiveFile, ReadArchive>();
  for (const archive of archives) {
    const { file, format, source } = archive;
    const begin = () => format.read(source, file, limits);
    read.set(archive, await madeOnce(kept, archive, 'directory', begin));
  }
  const encoding = choices.names ?? encodingOf(read);
  if (typeof encoding === 'object' && encoding !== null) return encoding;
  const opened: Container[] = [];
  for (const [archive, { entries }] of read) {
    const open = async () => {
      const found = await entries(encoding);
      const { file } = archive;
      const container: Container = { file, files: found.entries, isArchive: true, root: '' };
      return { container, notes: found.notes };
    };
    const found = await madeOnce(kept, archive, `named in ${encoding}`, open);
    notes.push(...found.notes);
    opened.push(found.container);
  }
  return opened;
}

/** The encoding of all names that do not tell theirs; null where all do, or it makes no difference. */
function encodingOf(
  archives: ReadonlyMap<ArchiveFile, ReadArchive>,
): NameEncoding | NamesQuestion | null {
  const open = [...archives].map(([{ file }, { records }]) => ({
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
