/**
 * Lets everything that waits in the event loop run first (messages, timers, input), without the
 * four milliseconds that browsers add to nested timers. Long loops call this now and then.
 */
export function yieldToEventLoop(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
