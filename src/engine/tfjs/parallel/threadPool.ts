/** The threads that train together, as their coordinator sees them, which is the first of them. */
import { EngineError, type Images } from '../../engine.ts';
import type { WasmBackend, WasmPaths } from '../backends/wasm.ts';
import { withoutAbort } from '../failures.ts';
import { CommandChannel } from './commandChannel.ts';
import type { CallName, EvaluationName, FromWorker, ToWorker } from './protocol.ts';
import { SharedImages } from './sharedImages.ts';
import { SharedSpace } from './sharedSpace.ts';
import { type Participant, ThreadCollectives } from './threadCollectives.ts';
import { deadThread, threadFailed } from './waiting.ts';

/** A worker thread as the coordinator sees it; the thread itself runs `serveCoordinator`. */
export interface WorkerHandle {
  send(message: ToWorker): void;
  onMessage(listen: (message: FromWorker) => void): void;
  /** Told when the thread ends by itself, and why. */
  onEnd(listen: (reason: string) => void): void;
  /** Ends the thread. */
  end(): void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Milliseconds that threads have to start. */
const startTimeout = 30_000;

export class ThreadPool {
  /** Images that the threads share. */
  readonly images = new SharedImages((number, source) =>
    this.tell({ type: 'take-images', number, source }),
  );
  private readonly self: Participant;
  private readonly commands: CommandChannel;
  private readonly calls = new Map<number, Waiting>();
  private lastCall = 0;
  private areAwaitingCommands = false;
  private failure: EngineError | null = null;
  private isEnded = false;

  private constructor(
    backend: WasmBackend,
    private readonly workers: readonly WorkerHandle[],
  ) {
    const space = new SharedSpace(workers.length + 1);
    this.self = { space, loops: backend.loops, rank: 0, barriers: 0 };
    this.commands = new CommandChannel(this.self, workers.length + 1);
  }

  /** Starts threads beside this one. @throws EngineError when one does not start. */
  static async start(
    backend: WasmBackend,
    workers: readonly WorkerHandle[],
    wasmPaths: WasmPaths,
  ): Promise<ThreadPool> {
    const pool = new ThreadPool(backend, workers);
    try {
      await pool.join(wasmPaths, backend.isFused);
    } catch (error) {
      pool.end();
      throw error;
    }
    return pool;
  }

  /** Number of threads, this one included. */
  get threads(): number {
    return this.workers.length + 1;
  }

  /** Collective operations of the first so many threads, as this one takes part in them. */
  collectives(threads: number): ThreadCollectives {
    return new ThreadCollectives(this.self, threads);
  }

  get hasFailed(): boolean {
    return this.failure !== null;
  }

  /** @throws EngineError when a thread has failed. */
  check(): void {
    if (this.failure !== null) throw this.failure;
  }

  /** Sends all others a message. */
  tell(message: ToWorker): void {
    this.beginMessages();
    for (const worker of this.workers) worker.send(message);
  }

  /** Has thread `rank` call its trainer; resolves to what that returns. */
  call(rank: number, trainer: number, name: CallName, inputs: readonly unknown[]) {
    return this.ask(rank, (call) => ({ type: 'call', call, trainer, name, inputs }));
  }

  /** Has thread `rank` say something of images; resolves to that. */
  evaluate(rank: number, trainer: number, name: EvaluationName, images: Images) {
    const sent = this.images.sent(images);
    return this.ask(rank, (call) => ({ type: 'evaluate', call, trainer, name, images: sent }));
  }

  /** Has all others call their trainers as this thread called its own. */
  callAll(trainer: number, threads: number, name: CallName, inputs: readonly unknown[]): void {
    for (let rank = 1; rank < threads; rank++) {
      this.call(rank, trainer, name, inputs).catch((error) => this.fail(error));
    }
  }

  /** Does this thread's share of a step while the others do theirs. @throws EngineError */
  step(trainer: number, own: () => void): void {
    this.check();
    if (!this.areAwaitingCommands) {
      this.tell({ type: 'follow-commands' });
      this.areAwaitingCommands = true;
    }
    try {
      this.commands.step(trainer);
      own();
    } catch (error) {
      throw this.fail(error);
    }
  }

  /** Frees the images that the threads share. */
  releaseImages(): void {
    this.images.forget();
    if (!this.hasFailed) this.tell({ type: 'release-images' });
  }

  /** Ends the other threads. */
  end(): void {
    this.isEnded = true;
    for (const worker of this.workers) worker.end();
  }

  private ask(rank: number, messageOf: (call: number) => ToWorker): Promise<unknown> {
    this.beginMessages();
    const call = ++this.lastCall;
    return new Promise((resolve, reject) => {
      this.calls.set(call, { resolve, reject });
      this.workers[rank - 1].send(messageOf(call));
    });
  }

  private async join(wasmPaths: WasmPaths, isFused: boolean): Promise<void> {
    const joined = this.workers.map(
      (worker, index) =>
        new Promise<void>((resolve, reject) => {
          worker.onEnd((reason) => {
            this.fail(threadFailed(reason));
            reject(threadFailed(reason));
          });
          worker.onMessage((message) => {
            if (message.type === 'joined') resolve();
            else this.hear(message);
            if (message.type === 'failed') reject(threadFailed(message.message));
          });
          const { buffer: space } = this.self.space;
          const { threads } = this;
          worker.send({ type: 'join', space, rank: index + 1, threads, wasmPaths, isFused });
        }),
    );
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const tooLong = () => reject(threadFailed('it did not start in time'));
      timer = setTimeout(tooLong, startTimeout);
    });
    await Promise.race([Promise.all(joined), late]).finally(() => clearTimeout(timer));
  }

  /** Worker threads read messages only while they do not wait for commands. */
  private beginMessages(): void {
    this.check();
    if (!this.areAwaitingCommands) return;
    this.areAwaitingCommands = false;
    try {
      this.commands.leave();
    } catch (error) {
      throw this.fail(error);
    }
  }

  private hear(message: Exclude<FromWorker, { type: 'joined' }>): void {
    if (message.type === 'failed' && message.call === null) {
      this.fail(threadFailed(message.message));
      return;
    }
    const { call } = message as { readonly call: number };
    const waiting = this.calls.get(call);
    this.calls.delete(call);
    if (message.type === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(new EngineError(message.message, message.remedy ?? deadThread));
  }

  /** Remembers that the replicas may differ from now on, and wakes the threads that wait. */
  private fail(cause: unknown): EngineError {
    const known = withoutAbort(cause);
    const message = known instanceof Error ? known.message : String(known);
    this.failure ??= known instanceof EngineError ? known : threadFailed(message);
    if (!this.isEnded) this.self.space.fail(message);
    for (const { reject } of this.calls.values()) reject(this.failure);
    this.calls.clear();
    return this.failure;
  }
}
