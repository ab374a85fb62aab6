import type { ImageModules } from '../formats/format.ts';
import type { KeepingOptions } from '../kept/keptReading.ts';
import type { DataLimits } from '../limits.ts';
import type { ReadingTask } from '../progress.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import type { StreamingOptions } from '../streaming/fileImages.ts';
import type { ArchiveFile } from './openFiles.ts';

/** What reading needs besides the files. */
export interface ReadSettings extends ReadingTask, ImageModules, StreamingOptions, KeepingOptions {
  /** What the data set is called. */
  readonly name: string;
  /** The name where only some of the archives are part of the data. */
  readonly nameFrom: (archives: readonly ArchiveFile[]) => string;
  readonly choices: ReadingChoices;
  readonly limits: DataLimits;
  /** Grows while files are read. */
  readonly notes: string[];
}
