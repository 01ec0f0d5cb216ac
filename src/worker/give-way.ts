/**
 * Let the messages that have arrived be heard, then go on. Timers are not used: a hidden tab slows them to one a second.
 */
export function giveWay(): Promise<void> {
  // Node empties a busy port, up to 1,000 messages, before it looks at another one; its own queue is fair.
  if (typeof setImmediate === 'function') return new Promise((resolve) => void setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
