/** The threads that train together, as the one sees them that conducts: itself the first of them. */
import { EngineError, type Images } from '../../engine.ts';
import type { WasmBackend, WasmPaths } from '../backends/wasm.ts';
import { type Attendance, Meeting } from './allReduce.ts';
import { OrderGiver } from './commandChannel.ts';
import type { CallName, EvaluationName, FromMember, ToMember } from './protocol.ts';
import { SharedImages } from './sharedImages.ts';
import { SharedSpace } from './sharedSpace.ts';
import { deadThread, threadFailed } from './waiting.ts';

/** A thread that runs `serveConductor`. */
export interface MemberThread {
  send(message: ToMember): void;
  onMessage(listen: (message: FromMember) => void): void;
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
const startPatience = 30_000;

export class Crew {
  /** Images that the threads share. */
  readonly images = new SharedImages((number, source) =>
    this.tell({ type: 'take-images', number, source }),
  );
  private readonly self: Attendance;
  private readonly orders: OrderGiver;
  private readonly calls = new Map<number, Waiting>();
  private lastCall = 0;
  private areWaitingForOrders = false;
  private failure: EngineError | null = null;
  private isEnded = false;

  private constructor(
    backend: WasmBackend,
    private readonly members: readonly MemberThread[],
  ) {
    const space = new SharedSpace(members.length + 1);
    this.self = { space, loops: backend.loops, rank: 0, meetings: 0 };
    this.orders = new OrderGiver(this.self, members.length + 1);
  }

  /** Starts threads beside this one. @throws EngineError when one does not start. */
  static async start(
    backend: WasmBackend,
    members: readonly MemberThread[],
    wasmPaths: WasmPaths,
  ): Promise<Crew> {
    const crew = new Crew(backend, members);
    try {
      await crew.join(wasmPaths);
    } catch (error) {
      crew.end();
      throw error;
    }
    return crew;
  }

  /** Number of threads, this one included. */
  get threads(): number {
    return this.members.length + 1;
  }

  /** What the first so many threads do together, as this one takes part in it. */
  meeting(threads: number): Meeting {
    return new Meeting(this.self, threads);
  }

  get hasFailed(): boolean {
    return this.failure !== null;
  }

  /** @throws EngineError when a thread has failed. */
  check(): void {
    if (this.failure !== null) throw this.failure;
  }

  /** Sends all others a message. */
  tell(message: ToMember): void {
    this.beginMessages();
    for (const member of this.members) member.send(message);
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

  /** Does this thread's part of a step while the others do theirs. @throws EngineError */
  step(trainer: number, own: () => void): void {
    this.check();
    if (!this.areWaitingForOrders) {
      this.tell({ type: 'wait-for-orders' });
      this.areWaitingForOrders = true;
    }
    try {
      this.orders.step(trainer);
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
    for (const member of this.members) member.end();
  }

  private ask(rank: number, messageOf: (call: number) => ToMember): Promise<unknown> {
    this.beginMessages();
    const call = ++this.lastCall;
    return new Promise((resolve, reject) => {
      this.calls.set(call, { resolve, reject });
      this.members[rank - 1].send(messageOf(call));
    });
  }

  private async join(wasmPaths: WasmPaths): Promise<void> {
    const joined = this.members.map(
      (member, index) =>
        new Promise<void>((resolve, reject) => {
          member.onEnd((reason) => {
            this.fail(threadFailed(reason));
            reject(threadFailed(reason));
          });
          member.onMessage((message) => {
            if (message.type === 'joined') resolve();
            else this.hear(message);
            if (message.type === 'failed') reject(threadFailed(message.message));
          });
          const { buffer: space } = this.self.space;
          const { threads } = this;
          member.send({ type: 'join', space, rank: index + 1, threads, wasmPaths });
        }),
    );
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const tooLong = () => reject(threadFailed('it did not start in time'));
      timer = setTimeout(tooLong, startPatience);
    });
    await Promise.race([Promise.all(joined), late]).finally(() => clearTimeout(timer));
  }

  /** Messages are seen to by threads that do not wait for orders. */
  private beginMessages(): void {
    this.check();
    if (!this.areWaitingForOrders) return;
    this.areWaitingForOrders = false;
    try {
      this.orders.leave();
    } catch (error) {
      throw this.fail(error);
    }
  }

  private hear(message: Exclude<FromMember, { type: 'joined' }>): void {
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

  /** Takes note that the threads are apart, and wakes those that wait. */
  private fail(cause: unknown): EngineError {
    const message = cause instanceof Error ? cause.message : String(cause);
    this.failure ??= cause instanceof EngineError ? cause : threadFailed(message);
    if (!this.isEnded) this.self.space.fail(message);
    for (const { reject } of this.calls.values()) reject(this.failure);
    this.calls.clear();
    return this.failure;
  }
}
