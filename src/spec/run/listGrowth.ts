/**
 * How the lists of a run's state grow by one: by a copy, so that every state stays what it was; or,
 * while many events are folded at once, in place, which keeps a log of many epochs from being copied
 * once an epoch.
 */

/** The list with one more item at its end. */
export type Append = <Item>(list: readonly Item[], item: Item) => readonly Item[];

/** Leaves the list as it was. */
export const appendToCopy: Append = (list, item) => [...list, item];

/** Appends in place to lists that it made itself and that nobody else has seen. */
export class ListGrowth {
  private own = new WeakSet<readonly unknown[]>();

  readonly append: Append = <Item>(list: readonly Item[], item: Item) => {
    if (this.own.has(list)) {
      // Made below, and still this one's alone.
      (list as Item[]).push(item);
      return list;
    }
    const copy = [...list, item];
    this.own.add(copy);
    return copy;
  };

  /** From now on the lists so far belong to others, and stay as they are. */
  release(): void {
    this.own = new WeakSet();
  }
}
