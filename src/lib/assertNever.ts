/** Closes a union: a case left out is a type error where this is called, and an Error at run time. */
export function assertNever(value: never, what = 'value'): never {
  throw new Error(`Unknown ${what}: ${JSON.stringify(value)}`);
}
