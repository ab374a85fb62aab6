/** What is wrong with a field that a schema refuses, as a clause for people. */
export function fieldFault(message: string): string {
  if (/received undefined$/.test(message)) return 'it is missing';
  const [, expected, received] = /expected (\w+), received (\w+)$/.exec(message) ?? [];
  if (received !== undefined)
    return `it is no ${expected} but ${received === 'NaN' ? 'no number' : received}`;
  return /^must|^needs/.test(message) ? `it ${message}` : `it is not as it must be (${message})`;
}
