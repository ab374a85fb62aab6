import { yieldToEventLoop } from './eventLoop.ts';

/**
 * The outcomes of some work in its order, of which as much of the next is begun meanwhile as there is
 * room for, one at least: what an item costs is held until the outcome after it is asked for.
 */
export async function* ahead<Item, Outcome>(
  items: Iterable<Item>,
  begin: (item: Item) => Promise<Outcome>,
  costOf: (item: Item) => number,
  room: number,
): AsyncGenerator<{ readonly item: Item; readonly outcome: Outcome }> {
  const coming = items[Symbol.iterator]();
  const begun: { readonly item: Item; readonly outcome: Promise<Outcome> }[] = [];
  let held = 0;
  let next = coming.next();
  try {
    for (;;) {
      while (!next.done && (held === 0 || held + costOf(next.value) <= room)) {
        const item = next.value;
        const outcome = begin(item);
        // Its turn to be waited for, and to fail, comes later.
        outcome.catch(() => {});
        begun.push({ item, outcome });
        held += costOf(item);
        next = coming.next();
      }
      const first = begun.shift();
      if (first === undefined) return;
      // What threads have finished meanwhile is heard of.
      await yieldToEventLoop();
      yield { item: first.item, outcome: await first.outcome };
      held -= costOf(first.item);
    }
  } finally {
    coming.return?.();
  }
}
