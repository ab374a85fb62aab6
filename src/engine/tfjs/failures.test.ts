import { describe, expect, it } from 'vitest';
import { freeing, outOfMemory, withoutAbort } from './failures.ts';
import { threadFailed } from './parallel/waiting.ts';

const abort = new WebAssembly.RuntimeError('Aborted(). Build with -sASSERTIONS for more info.');

describe('WebAssembly that gave up', () => {
  it('is told in words, and other errors as they are', () => {
    expect(withoutAbort(abort)).toMatchObject({ fault: 'spent', message: outOfMemory().message });
    const other = new RangeError('no');
    expect(withoutAbort(other)).toBe(other);
  });

  it('does not hide why by what cannot be freed', () => {
    const freed: string[] = [];
    freeing(() => freed.push('one'));
    freeing(() => {
      throw abort;
    });
    expect(freed).toEqual(['one']);
    expect(() =>
      freeing(() => {
        throw new TypeError('a fault of our own');
      }),
    ).toThrow(TypeError);
  });

  it('in a thread is the same shortage; a thread that ended otherwise can be replaced', () => {
    expect(threadFailed(outOfMemory().message)).toMatchObject({ fault: 'spent' });
    expect(threadFailed('it ended')).toMatchObject({ fault: 'lost' });
  });
});
