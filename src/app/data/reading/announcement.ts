/**
 * What is said of reading to those who do not see it: when it begins, when another stage begins, and
 * now and then how far it has come. Each of the changes that are seen, 25 a second, would be a flood.
 */

/** Milliseconds between two words on the same stage. */
const interval = 5000;

export interface Announcement {
  readonly text: string;
  /** What is being done; null for nothing. */
  readonly stage: string | null;
  /** When it was said, of performance.now. */
  readonly at: number;
}

export const silence: Announcement = { text: '', stage: null, at: 0 };

/** What is said from now on, given what was said before; the same object where nothing new is. */
export function announcementAfter(before: Announcement, now: Announcement): Announcement {
  if (now.stage === null) return before.stage === null ? before : silence;
  const isSoon = now.at - before.at < interval;
  return now.stage === before.stage && isSoon ? before : now;
}
