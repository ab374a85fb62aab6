/** Work of a run that its next checkpoint waits for. */

/** Work to be done before the next checkpoint, in order. */
export class PendingWork {
  private last: Promise<void> = Promise.resolve();

  add(work: () => Promise<void>): void {
    this.last = this.last.then(work);
    // Whoever waits for it hears of what went wrong.
    this.last.catch(() => {});
  }

  /** @throws what one of them threw. */
  done(): Promise<void> {
    return this.last;
  }
}
