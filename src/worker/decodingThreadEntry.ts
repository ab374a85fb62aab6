/** Entry of a thread that decodes images, in the page. */
import '../lib/readWithoutEval.ts';
import { serveDecoding } from '../data/streaming/decodeImages.ts';
import type { ToDecoder } from '../data/streaming/decodeJob.ts';
import { bytesOfFile } from './bytesOfFile.ts';
import { pageImageModules } from './pageImageModules.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

const see = serveDecoding(
  {
    ...pageImageModules,
    read: (file, start, end) => {
      if (typeof file === 'string') throw new Error('A page reads files that it was given');
      return bytesOfFile(file.slice(start, end));
    },
  },
  (message, transferred) => scope.postMessage(message, transferred),
);
scope.addEventListener('message', ({ data }: MessageEvent<ToDecoder>) => void see(data));
