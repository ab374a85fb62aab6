/** What a worker thread of the pool does: it trains its replica on its slice of every batch. */
import { enableProdMode } from '@tensorflow/tfjs-core';
import type { ImageSource } from '../../../data/prepare/imageSource.ts';
import { assertNever } from '../../../lib/assertNever.ts';
import { EngineError, type JointTrainer, type LevelwiseTrainer } from '../../engine.ts';
import { startWasm, type WasmBackend } from '../backends/wasm.ts';
import { withoutAbort } from '../failures.ts';
import { BatchBuffer } from './batchBuffer.ts';
import { followCommands } from './commandChannel.ts';
import { createReplica, type Replica } from './createReplica.ts';
import { bufferShapeOf, type FromWorker, type ToWorker } from './protocol.ts';
import { received } from './sharedImages.ts';
import { SharedSpace } from './sharedSpace.ts';
import { type Participant, ThreadCollectives } from './threadCollectives.ts';

type Send = (message: FromWorker) => void;

/** Handles the messages of the coordinator, one after another; `send` answers them. */
export function serveCoordinator(send: Send): (message: ToWorker) => void {
  let worker: WorkerThread | null = null;
  let work = Promise.resolve();
  const see = async (message: ToWorker) => {
    if (message.type === 'join') worker = await WorkerThread.join(message, send);
    else await worker?.see(message);
  };
  return (message) => {
    work = work
      .then(() => see(message))
      .catch((error) => {
        const call = 'call' in message ? message.call : null;
        // A failed call concerns its caller alone; after any other failure the replicas may differ.
        if (call === null) worker?.fail(error);
        send({ type: 'failed', call, ...describe(error) });
      });
  };
}

interface OwnReplica extends Replica {
  readonly batchBuffer: BatchBuffer;
}

class WorkerThread {
  private readonly replicas = new Map<number, OwnReplica>();
  private readonly sources = new Map<number, ImageSource>();
  private lastCommand = 0;

  private constructor(
    private readonly backend: WasmBackend,
    private readonly self: Participant,
    private readonly send: Send,
  ) {}

  static async join(
    message: Extract<ToWorker, { type: 'join' }>,
    send: Send,
  ): Promise<WorkerThread> {
    enableProdMode();
    const backend = await startWasm(message.wasmPaths, message.isFused);
    const { rank, threads } = message;
    const space = new SharedSpace(threads, message.space);
    const worker = new WorkerThread(
      backend,
      { space, rank, barriers: 0, loops: backend.loops },
      send,
    );
    send({ type: 'joined' });
    return worker;
  }

  async see(message: Exclude<ToWorker, { type: 'join' }>): Promise<void> {
    switch (message.type) {
      case 'create':
        return this.create(message);
      case 'call':
        return this.call(message);
      case 'evaluate':
        return this.evaluate(message);
      case 'take-images':
        this.sources.set(message.number, message.source);
        return;
      case 'release-images':
        this.sources.clear();
        return;
      case 'forget':
        // The coordinator reports a loss that is no number.
        return void (await this.replicas
          .get(message.trainer)
          ?.trainer.takeMetrics()
          .catch(() => {}));
      case 'dispose':
        this.replicas.get(message.trainer)?.trainer.dispose();
        this.replicas.delete(message.trainer);
        return;
      case 'follow-commands':
        this.lastCommand = followCommands(this.self, this.lastCommand, (trainer) =>
          this.step(trainer),
        );
        return;
      default:
        return assertNever(message, 'message');
    }
  }

  /** Has the other threads end what they are doing. */
  fail(error: unknown): void {
    this.self.space.fail(describe(error).message);
  }

  private create({ trainer, plan, batchBuffer }: Extract<ToWorker, { type: 'create' }>): void {
    const { rank } = this.self;
    if (rank >= plan.threads) return;
    const replica = createReplica(
      this.backend,
      plan,
      rank,
      new ThreadCollectives(this.self, plan.threads),
    );
    this.replicas.set(trainer, {
      ...replica,
      batchBuffer: new BatchBuffer(bufferShapeOf(plan), batchBuffer),
    });
  }

  private async call(message: Extract<ToWorker, { type: 'call' }>): Promise<void> {
    const { call, name, inputs } = message;
    const replica = this.replicas.get(message.trainer);
    if (replica === undefined) return;
    const action: unknown = Reflect.get(replica.trainer, name);
    if (typeof action !== 'function') throw new Error(`Trainers have no ${name}`);
    const value: unknown = await Reflect.apply(action, replica.trainer, inputs);
    this.send({ type: 'answer', call, value });
  }

  private async evaluate(message: Extract<ToWorker, { type: 'evaluate' }>): Promise<void> {
    const { call, name } = message;
    const trainer = this.replicas.get(message.trainer)?.trainer as
      | (LevelwiseTrainer & JointTrainer)
      | undefined;
    const images = received(message.images, (number) => this.sourceOf(number));
    this.send({ type: 'answer', call, value: await trainer?.[name](images) });
  }

  private step(trainer: number): void {
    const replica = this.replicas.get(trainer);
    if (replica === undefined) return;
    const { batchBuffer, slice } = replica;
    const batch = batchBuffer.take(slice, (number) => this.sourceOf(number));
    replica.trainer.step(batch, batchBuffer.learningRate);
  }

  private sourceOf(number: number): ImageSource {
    const source = this.sources.get(number);
    if (source === undefined) throw new Error(`There are no images ${number}`);
    return source;
  }
}

function describe(cause: unknown): { readonly message: string; readonly remedy: string | null } {
  const error = withoutAbort(cause);
  const message = error instanceof Error ? error.message : String(error);
  return { message, remedy: error instanceof EngineError ? error.remedy : null };
}
