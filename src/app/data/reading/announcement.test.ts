import { expect, it } from 'vitest';
import { type Announcement, announcementAfter, silence } from './announcement.ts';

const saying = (stage: string | null, at: number): Announcement => ({
  text: `${stage} ${at}`,
  stage,
  at,
});

it('is said when a stage begins, and within one every five seconds', () => {
  const first = announcementAfter(silence, saying('list', 100));
  expect(first.text).toBe('list 100');
  expect(announcementAfter(first, saying('list', 140))).toBe(first);
  expect(announcementAfter(first, saying('list', 5099))).toBe(first);
  expect(announcementAfter(first, saying('list', 5100)).text).toBe('list 5100');
  expect(announcementAfter(first, saying('read', 141)).text).toBe('read 141');
});

it('falls silent when nothing is read any more, and says the next at once', () => {
  const last = announcementAfter(saying('read', 7000), saying(null, 7001));
  expect(last).toBe(silence);
  expect(announcementAfter(last, saying(null, 9000))).toBe(silence);
  expect(announcementAfter(last, saying('list', 7002)).text).toBe('list 7002');
});
