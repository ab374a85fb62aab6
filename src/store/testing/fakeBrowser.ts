/**
 * A browser with several windows of one origin, for tests: Web Locks, held by the windows that asked
 * for them and given back when a window is closed, and channels between windows.
 */
import { browserWindows, type OtherWindows } from '../window/otherWindows.ts';

interface Request {
  readonly owner: object;
  readonly mode: LockMode;
  readonly grant: () => void;
}

interface FakeWindow {
  readonly windows: OtherWindows;
  /** A channel as the window's worker has it. */
  readonly channel: (name: string) => FakeChannel;
  /** As the browser ends it: nothing of it is told, its locks are given back. */
  readonly close: () => void;
}

export class FakeBrowser {
  private readonly held = new Map<string, Request[]>();
  private readonly waiting = new Map<string, Request[]>();
  private readonly channels = new Set<FakeChannel>();

  open(): FakeWindow {
    const owner = {};
    const own = this.channels;
    class Channel extends FakeChannel {
      constructor(name: string) {
        super(name, owner, own);
      }
    }
    const locks = { request: this.requester(owner) } as Pick<LockManager, 'request'>;
    return {
      windows: browserWindows({ locks, Channel: Channel as unknown as typeof BroadcastChannel }),
      channel: (name) => new Channel(name),
      close: () => {
        for (const channel of [...own]) if (channel.owner === owner) channel.close();
        for (const [name, requests] of this.waiting) {
          this.waiting.set(
            name,
            requests.filter((one) => one.owner !== owner),
          );
        }
        for (const [name, requests] of this.held) {
          for (const request of requests) if (request.owner === owner) this.giveBack(name, request);
        }
      },
    };
  }

  private requester(owner: object) {
    return (
      name: string,
      options: LockOptions | (() => unknown),
      callback: () => unknown = () => {},
    ): Promise<unknown> => {
      const { mode = 'exclusive', signal } = typeof options === 'function' ? {} : options;
      const work = typeof options === 'function' ? options : callback;
      return new Promise((resolve, reject) => {
        const request: Request = {
          owner,
          mode,
          grant: () => {
            Promise.resolve(work())
              .finally(() => this.giveBack(name, request))
              .then(resolve, reject);
          },
        };
        this.waiting.set(name, [...(this.waiting.get(name) ?? []), request]);
        signal?.addEventListener('abort', () => {
          const left = (this.waiting.get(name) ?? []).filter((one) => one !== request);
          if (left.length === this.waiting.get(name)?.length) return;
          this.waiting.set(name, left);
          reject(signal.reason);
          this.grantNext(name);
        });
        this.grantNext(name);
      });
    };
  }

  private giveBack(name: string, request: Request): void {
    this.held.set(
      name,
      (this.held.get(name) ?? []).filter((one) => one !== request),
    );
    this.grantNext(name);
  }

  /** In the order of asking; shared requests are held together. */
  private grantNext(name: string): void {
    const waiting = this.waiting.get(name) ?? [];
    const held = this.held.get(name) ?? [];
    const [next, ...others] = waiting;
    if (next === undefined) return;
    const fits = held.every(({ mode }) => mode === 'shared' && next.mode === 'shared');
    if (!fits) return;
    this.waiting.set(name, others);
    this.held.set(name, [...held, next]);
    queueMicrotask(next.grant);
    this.grantNext(name);
  }
}

/** Reaches every other channel of its name, in this window or another. */
class FakeChannel extends EventTarget {
  onmessage: ((event: MessageEvent) => void) | null = null;

  constructor(
    private readonly name: string,
    readonly owner: object,
    private readonly all: Set<FakeChannel>,
  ) {
    super();
    all.add(this);
  }

  postMessage(data: unknown): void {
    for (const other of this.all) {
      if (other === this || other.name !== this.name) continue;
      const event = new MessageEvent('message', { data: structuredClone(data) });
      queueMicrotask(() => {
        if (!this.all.has(other)) return;
        other.onmessage?.(event);
        other.dispatchEvent(event);
      });
    }
  }

  close(): void {
    this.all.delete(this);
  }
}
