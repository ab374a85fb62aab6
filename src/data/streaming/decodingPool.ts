/** Threads that decode images beside the one that trains. */
import { DataError } from '../dataError.ts';
import type { DecodedJob, DecodeJob, FromDecoder, ImageDecoders, ToDecoder } from './decodeJob.ts';

/** A thread as its pool sees it; the thread itself runs `serveDecoding`. */
export interface DecodingHandle {
  send(message: ToDecoder): void;
  onMessage(listen: (message: FromDecoder) => void): void;
  /** Told whether the thread has work: only then is the program to wait for it. */
  setBusy(isBusy: boolean): void;
  /** Told when the thread ends by itself or fails, and why. */
  onEnd(listen: (reason: string) => void): void;
  /** Ends the thread, if it has not ended: one that failed may go on holding its memory. */
  end(): void;
}

interface Waiting {
  readonly resolve: (decoded: DecodedJob) => void;
  readonly reject: (error: Error) => void;
}

/** A thread, and the jobs that it has not answered. */
interface Thread {
  readonly handle: DecodingHandle;
  readonly waiting: Map<number, Waiting>;
}

export class DecodingPool implements ImageDecoders {
  private readonly threads: Thread[] = [];
  private last = 0;

  /** @param most threads, each started when those before it have work. */
  constructor(
    private readonly start: () => DecodingHandle,
    private readonly most: number,
  ) {}

  decode(job: DecodeJob): Promise<DecodedJob> {
    const id = ++this.last;
    const thread = this.leastBusy();
    return new Promise((resolve, reject) => {
      if (thread.waiting.size === 0) thread.handle.setBusy(true);
      thread.waiting.set(id, { resolve, reject });
      try {
        thread.handle.send({ id, job });
      } catch (error) {
        // Nothing will come for what could not be copied: the thread must not count as busy.
        answered(thread, id);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  private leastBusy(): Thread {
    const [first] = this.threads.toSorted((a, b) => a.waiting.size - b.waiting.size);
    const isBusy = first === undefined || first.waiting.size > 0;
    return isBusy && this.threads.length < this.most ? this.add() : first;
  }

  private add(): Thread {
    const thread: Thread = { handle: this.start(), waiting: new Map() };
    this.threads.push(thread);
    thread.handle.onMessage((message) => hear(thread, message));
    thread.handle.onEnd((reason) => this.drop(thread, reason));
    return thread;
  }

  /** Ends a thread that failed, and refuses what it has not answered; the next job starts another. */
  private drop(thread: Thread, reason: string): void {
    const at = this.threads.indexOf(thread);
    // Node tells of an error, and then that the thread ended.
    if (at === -1) return;
    this.threads.splice(at, 1);
    thread.handle.end();
    const refused = [...thread.waiting.values()];
    thread.waiting.clear();
    for (const { reject } of refused) {
      reject(new Error(`A thread that decodes images ended: ${reason}`));
    }
  }
}

/** Takes a job off those that wait for a thread. */
function answered({ waiting, handle }: Thread, id: number): Waiting | undefined {
  const job = waiting.get(id);
  waiting.delete(id);
  if (waiting.size === 0) handle.setBusy(false);
  return job;
}

function hear(thread: Thread, message: FromDecoder): void {
  const job = answered(thread, message.id);
  if ('decoded' in message) job?.resolve(message.decoded);
  else
    job?.reject(message.fault === null ? new Error(message.message) : new DataError(message.fault));
}
