import { expect, it } from 'vitest';
import { randomId } from './randomId.ts';

it('is a UUID of version 4, whatever bytes are drawn, without crypto.randomUUID', () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  for (const value of [0, 1, 0x7f, 0xff]) {
    const getRandomValues = ((bytes: Uint8Array) => bytes.fill(value)) as Crypto['getRandomValues'];
    expect(randomId({ getRandomValues })).toMatch(form);
  }
  expect(new Set(Array.from({ length: 100 }, () => randomId())).size).toBe(100);
});
