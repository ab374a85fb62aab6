/** When something happened, as people say it: the closer, the more exactly. */

const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** A moment in milliseconds since 1970: `today 09:41`, `yesterday 21:10`, `28 Nov`, `28 Nov 2025`. */
export function whenText(at: number, now: number): string {
  const [then, today] = [new Date(at), new Date(now)];
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (isSameDay(then, today)) return `today ${timeOfDay.format(then)}`;
  if (isSameDay(then, yesterday)) return `yesterday ${timeOfDay.format(then)}`;
  return then.getFullYear() === today.getFullYear()
    ? dayOfYear.format(then)
    : dayAndYear.format(then);
}

const isSameDay = (one: Date, other: Date) => one.toDateString() === other.toDateString();
