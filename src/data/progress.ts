/** How far something that takes long has come. */
export interface LoadProgress {
  /**
   * What is done: files are found in folders or read, bytes come over the network, images are made, a
   * data set is kept, a model computes features, a model is sent to be published.
   */
  readonly stage: 'list' | 'fetch' | 'read' | 'make' | 'compute' | 'keep' | 'send';
  /** The file or data set; text of foreign origin. */
  readonly what: string;
  readonly done: number;
  /** Null where it is not known. */
  readonly total: number | null;
  readonly unit: 'bytes' | 'images' | 'files';
}

/** What reading is asked for with. */
export interface ReadingTask extends TaskOptions {
  /** Nobody can be asked: what has a plain default is read so, with a note. */
  readonly takesDefaults?: boolean | undefined;
}

/** What whoever asks for something long-running gives with it: how to abort it, and to hear of it. */
export interface TaskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}
