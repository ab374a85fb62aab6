/**
 * Keeps a page of an older version from writing what a newer one wrote. The form that was written
 * last stands where runs are kept; pages that are open tell each other theirs, so that an older one
 * knows at once.
 */
import type { Files } from '../storage/files.ts';
import {
  FilesWhileNewest,
  keptFormat,
  readKeptFormat,
  writeKeptFormat,
} from '../storage/keptFormat.ts';
import { StorageError } from '../storage/storageError.ts';

export const versionChannelName = 'espalier version';

interface VersionMessage {
  readonly format: number;
}

type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>;

export class VersionGuard {
  private isOutdated = false;

  /** @param onOutdated hears once that a newer Espalier writes here. */
  constructor(
    private readonly channel: Channel,
    private readonly onOutdated: () => void,
    private readonly format = keptFormat,
  ) {
    channel.addEventListener('message', (event) => {
      const { format: other } = (event as MessageEvent<VersionMessage>).data;
      if (other > this.format) this.note();
      // A page that is older hears of this one.
      if (other < this.format) this.tell();
    });
  }

  /** The files as this page may use them: written to as long as it is the newest. */
  async guard(files: Files): Promise<Files> {
    // What is gone with the page is nobody else's.
    if (files.kind === 'memory') return files;
    const written = await readKeptFormat(files);
    if (written > this.format) this.note();
    else await this.claim(files, written);
    return new FilesWhileNewest(files, () => this.isOutdated);
  }

  private async claim(files: Files, written: number): Promise<void> {
    this.tell();
    if (written === this.format) return;
    await writeKeptFormat(files, this.format).catch((error: unknown) => {
      // Without room, or while another window writes the same, it is written the next time.
      if (!(error instanceof StorageError)) throw error;
    });
  }

  private tell(): void {
    const message: VersionMessage = { format: this.format };
    this.channel.postMessage(message);
  }

  private note(): void {
    if (this.isOutdated) return;
    this.isOutdated = true;
    this.onOutdated();
  }
}
