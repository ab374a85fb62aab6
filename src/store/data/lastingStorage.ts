/**
 * Asks the browser to keep what is stored here until a person removes it; else it may clear it when
 * the disk runs full. Some browsers ask the person. Where it is not agreed to, nothing else changes.
 */
export function askForLastingStorage(): void {
  // Absent where pages are not served securely.
  navigator.storage?.persist?.().catch(() => {});
}
