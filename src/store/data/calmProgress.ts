import type { LoadProgress } from '../../data/progress.ts';

/** Milliseconds: numbers that change more often nobody reads, and each costs the page a drawing. */
const interval = 150;

/** Passes progress on, the first at once and then the latest of each interval, until it is ended. */
export class CalmProgress {
  private latest: LoadProgress | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly tell: (progress: LoadProgress) => void) {}

  readonly hear = (progress: LoadProgress): void => {
    this.latest = progress;
    if (this.timer === null) this.pass();
  };

  /** Nothing is told from now on. */
  end(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.latest = null;
  }

  private pass(): void {
    this.timer = null;
    if (this.latest === null) return;
    const { latest } = this;
    this.latest = null;
    this.timer = setTimeout(() => this.pass(), interval);
    this.tell(latest);
  }
}
