import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../limits.ts';
import type { DecodedJob, DecodeJob, FromDecoder, ToDecoder } from './decodeJob.ts';
import { type DecodingHandle, DecodingPool } from './decodingPool.ts';

/** A thread that answers when it is told to. */
class FakeThread implements DecodingHandle {
  readonly sent: ToDecoder[] = [];
  isBusy = false;
  ends = 0;
  hear: (message: FromDecoder) => void = () => {};
  fail: (reason: string) => void = () => {};

  send(message: ToDecoder): void {
    this.sent.push(message);
  }
  onMessage(listen: (message: FromDecoder) => void): void {
    this.hear = listen;
  }
  setBusy(isBusy: boolean): void {
    this.isBusy = isBusy;
  }
  onEnd(listen: (reason: string) => void): void {
    this.fail = listen;
  }
  end(): void {
    this.ends++;
  }
}

const job: DecodeJob = {
  images: [],
  canvas: null,
  limits: defaultLimits,
  digests: null,
  takesDigests: false,
};
const decoded: DecodedJob = {
  looks: [],
  pixels: new Uint8Array(),
  digests: new Uint8Array(),
  images: [],
};

function poolOf(most: number): { pool: DecodingPool; threads: FakeThread[] } {
  const threads: FakeThread[] = [];
  const start = () => {
    threads.push(new FakeThread());
    return threads[threads.length - 1];
  };
  return { pool: new DecodingPool(start, most), threads };
}

/** Has the first thread answer a job. */
async function expectOne(pool: DecodingPool, threads: readonly FakeThread[]): Promise<void> {
  const asked = pool.decode(job);
  threads[0].hear({ id: threads[0].sent[0].id, decoded });
  expect(await asked).toBe(decoded);
}

describe('a pool of threads that decode', () => {
  it('starts a thread where all before have work, and no more than it may', async () => {
    const { pool, threads } = poolOf(2);
    const all = [pool.decode(job), pool.decode(job), pool.decode(job)];
    expect(threads.map(({ sent }) => sent.length)).toEqual([2, 1]);
    for (const thread of threads) {
      for (const { id } of thread.sent) thread.hear({ id, decoded });
    }
    expect(await Promise.all(all)).toEqual([decoded, decoded, decoded]);
    expect(threads.map(({ isBusy, ends }) => [isBusy, ends])).toEqual([
      [false, 0],
      [false, 0],
    ]);
  });

  it('refuses what cannot be sent, and does not wait for it', async () => {
    const { pool, threads } = poolOf(1);
    await expectOne(pool, threads);
    threads[0].send = () => {
      throw new RangeError('out of memory');
    };
    await expect(pool.decode(job)).rejects.toThrow(new RangeError('out of memory'));
    expect(threads.map(({ isBusy }) => isBusy)).toEqual([false]);
  });

  it('ends a thread that fails, refuses its jobs, and starts another for the next', async () => {
    const { pool, threads } = poolOf(1);
    const refused = [pool.decode(job), pool.decode(job)];
    const outcomes = Promise.allSettled(refused);
    threads[0].fail('out of memory');
    // Node tells a failure twice: by its error, then by its end.
    threads[0].fail('it ended with code 1');
    expect(threads[0].ends).toBe(1);
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: new Error('A thread that decodes images ended: out of memory'),
      });
    }
    const next = pool.decode(job);
    expect(threads).toHaveLength(2);
    threads[1].hear({ id: threads[1].sent[0].id, decoded });
    expect(await next).toBe(decoded);
    expect(threads[1].ends).toBe(0);
  });
});
