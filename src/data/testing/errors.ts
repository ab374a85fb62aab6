import { expect } from 'vitest';
import { DataError } from '../dataError.ts';

/** The DataError that `read` ends in; fails the test if it ends otherwise. */
export async function dataErrorOf(read: () => unknown): Promise<DataError> {
  try {
    await read();
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return error as DataError;
  }
  throw new Error('It was accepted.');
}

/** Expects a refusal whose message holds each part, and whose every field says something. */
export async function expectRefusal(read: () => unknown, parts: readonly string[]): Promise<void> {
  const { message, fault } = await dataErrorOf(read);
  for (const part of parts) expect(message).toContain(part);
  for (const text of [fault.file, fault.found, fault.allowed, fault.remedy]) {
    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  }
}
