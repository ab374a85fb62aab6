/** What a thread does that the conducting one has started: it trains its part of every batch. */
import { enableProdMode } from '@tensorflow/tfjs-core';
import type { ImageSource } from '../../../data/prepare/imageSource.ts';
import { assertNever } from '../../../lib/assertNever.ts';
import { EngineError, type LevelwiseTrainer } from '../../engine.ts';
import { startWasm, type WasmBackend } from '../backends/wasm.ts';
import { type Attendance, Meeting } from './allReduce.ts';
import { StepMail } from './batchBuffer.ts';
import { followOrders } from './commandChannel.ts';
import { createPart, type Part } from './createReplica.ts';
import { type FromMember, mailShapeOf, type ToMember } from './protocol.ts';
import { received } from './sharedImages.ts';
import { SharedSpace } from './sharedSpace.ts';

type Send = (message: FromMember) => void;

/** Sees to the messages of the conducting thread, one after another; `send` answers them. */
export function serveConductor(send: Send): (message: ToMember) => void {
  let member: Member | null = null;
  let work = Promise.resolve();
  const see = async (message: ToMember) => {
    if (message.type === 'join') member = await Member.join(message, send);
    else await member?.see(message);
  };
  return (message) => {
    work = work
      .then(() => see(message))
      .catch((error) => {
        const call = 'call' in message ? message.call : null;
        // A call's failure is its caller's; any other leaves the threads apart.
        if (call === null) member?.fail(error);
        send({ type: 'failed', call, ...describe(error) });
      });
  };
}

interface OwnPart extends Part {
  readonly mail: StepMail;
}

class Member {
  private readonly parts = new Map<number, OwnPart>();
  private readonly sources = new Map<number, ImageSource>();
  private lastOrder = 0;

  private constructor(
    private readonly backend: WasmBackend,
    private readonly self: Attendance,
    private readonly send: Send,
  ) {}

  static async join(message: Extract<ToMember, { type: 'join' }>, send: Send): Promise<Member> {
    enableProdMode();
    const backend = await startWasm(message.wasmPaths);
    const { rank, threads } = message;
    const space = new SharedSpace(threads, message.space);
    const member = new Member(backend, { space, rank, meetings: 0, loops: backend.loops }, send);
    send({ type: 'joined' });
    return member;
  }

  async see(message: Exclude<ToMember, { type: 'join' }>): Promise<void> {
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
        // A loss that is no number is the conductor's to tell.
        return void (await this.parts
          .get(message.trainer)
          ?.trainer.takeMetrics()
          .catch(() => {}));
      case 'dispose':
        this.parts.get(message.trainer)?.trainer.dispose();
        this.parts.delete(message.trainer);
        return;
      case 'wait-for-orders':
        this.lastOrder = followOrders(this.self, this.lastOrder, (trainer) => this.step(trainer));
        return;
      default:
        return assertNever(message, 'message');
    }
  }

  /** The other threads end what they are doing. */
  fail(error: unknown): void {
    this.self.space.fail(describe(error).message);
  }

  private create({ trainer, plan, mail }: Extract<ToMember, { type: 'create' }>): void {
    const { rank } = this.self;
    if (rank >= plan.threads) return;
    const part = createPart(this.backend, plan, rank, new Meeting(this.self, plan.threads));
    this.parts.set(trainer, { ...part, mail: new StepMail(mailShapeOf(plan), mail) });
  }

  private async call(message: Extract<ToMember, { type: 'call' }>): Promise<void> {
    const { call, name, inputs } = message;
    const part = this.parts.get(message.trainer);
    if (part === undefined) return;
    const action: unknown = Reflect.get(part.trainer, name);
    if (typeof action !== 'function') throw new Error(`Trainers have no ${name}`);
    const value: unknown = await Reflect.apply(action, part.trainer, inputs);
    this.send({ type: 'answer', call, value });
  }

  private async evaluate(message: Extract<ToMember, { type: 'evaluate' }>): Promise<void> {
    const { call, name } = message;
    const trainer = this.parts.get(message.trainer)?.trainer as LevelwiseTrainer | undefined;
    const images = received(message.images, (number) => this.sourceOf(number));
    this.send({ type: 'answer', call, value: await trainer?.[name](images) });
  }

  private step(trainer: number): void {
    const part = this.parts.get(trainer);
    if (part === undefined) return;
    const { mail, slice } = part;
    const batch = mail.take(slice, (number) => this.sourceOf(number));
    part.trainer.step(batch, mail.learningRate);
  }

  private sourceOf(number: number): ImageSource {
    const source = this.sources.get(number);
    if (source === undefined) throw new Error(`There are no images ${number}`);
    return source;
  }
}

function describe(error: unknown): { readonly message: string; readonly remedy: string | null } {
  const message = error instanceof Error ? error.message : String(error);
  return { message, remedy: error instanceof EngineError ? error.remedy : null };
}
