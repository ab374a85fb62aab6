/**
 * Whether the browser promises to keep what is stored here until a person removes it; else it may
 * clear it when the disk runs full, or after some time without a visit. Some browsers ask the person.
 */
export interface LastingStorage {
  /** What it has promised so far; null where it does not tell. */
  isPromised(): Promise<boolean | null>;
  /** Asks it to promise; null where it cannot be asked. */
  ask(): Promise<boolean | null>;
}

/** The browser's own word. What it is asked for is absent where pages are not served securely. */
export const browserLastingStorage: LastingStorage = {
  isPromised: async () => (await navigator.storage?.persisted?.().catch(() => null)) ?? null,
  ask: async () => (await navigator.storage?.persist?.().catch(() => null)) ?? null,
};

/** Where nobody can be asked. */
export const unknownLasting: LastingStorage = {
  isPromised: async () => null,
  ask: async () => null,
};
