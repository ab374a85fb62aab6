/**
 * Milliseconds that work takes, without those of other work on the machine where it takes long. Asking
 * how long the processor worked costs as much as reading a small damaged file, so that it is asked anew
 * only after a while.
 */

/** Milliseconds by the clock that are not worth asking for. */
const short = 500;

let asked = { at: Number.NEGATIVE_INFINITY, milliseconds: 0 };

/**
 * Starts to measure. What it returns tells the milliseconds since: by the clock where they are few, else
 * of the processor, with what it worked up to half a second before.
 */
export function startStopwatch(): () => number {
  const began = performance.now();
  if (began - asked.at > short) asked = { at: began, milliseconds: worked() };
  const before = asked.milliseconds;
  return () => {
    const passed = performance.now() - began;
    return passed <= short ? passed : Math.min(passed, worked() - before);
  };
}

function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
