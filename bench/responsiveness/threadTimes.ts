/** What a page's thread computed from each click to the next frame, out of a trace of Chromium's. */

/** What is read of an entry of a trace; times are in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of the processor, which other programs do not lengthen. */
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly type?: string } };
}

/** Categories that {@link threadTimes} reads. */
export const tracedCategories = [
  'toplevel',
  'devtools.timeline',
  // Frames that are handed on.
  'disabled-by-default-devtools.timeline',
];

const taskNames: readonly string[] = ['RunTask', 'ThreadControllerImpl::RunTask'];

/**
 * Milliseconds of the processor, for each click: what the page's thread computed from the task that
 * told of it until a frame was handed on. Clicks that no frame followed are left out.
 */
export function threadTimes(events: readonly TraceEvent[]): number[] {
  const clicks = events.filter(
    ({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'click',
  );
  return clicks.flatMap((click) => {
    const own = events.filter(({ pid, tid }) => pid === click.pid && tid === click.tid);
    const frames = own.filter(({ name, ts }) => name === 'Commit' && ts > click.ts);
    const frame = Math.min(...frames.map(endOf));
    if (!Number.isFinite(frame)) return [];
    const tasks = outermost(own.filter(({ name, ph }) => ph === 'X' && taskNames.includes(name)));
    const meanwhile = tasks.filter((task) => endOf(task) > click.ts && task.ts < frame);
    return [meanwhile.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000];
  });
}

const endOf = ({ ts, dur = 0 }: TraceEvent): number => ts + dur;

/** Those that lie in no other. */
function outermost(tasks: readonly TraceEvent[]): TraceEvent[] {
  let end = Number.NEGATIVE_INFINITY;
  return [...tasks]
    .sort((a, b) => a.ts - b.ts || endOf(b) - endOf(a))
    .filter((task) => {
      if (task.ts < end) return false;
      end = endOf(task);
      return true;
    });
}
