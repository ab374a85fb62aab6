/** Bytes that may be kept, all together. */
export class KeptRoom {
  private left: number;

  constructor(bound: number) {
    this.left = bound;
  }

  /** Whether something found no room: what comes after it is not tried, so that it need not be made. */
  isFull = false;

  /** Whether so many bytes more may be kept; they are from now on. */
  take(bytes: number): boolean {
    if (bytes > this.left) {
      this.isFull = true;
      return false;
    }
    this.left -= bytes;
    return true;
  }
}
