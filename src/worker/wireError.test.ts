import { describe, expect, it } from 'vitest';
import { EngineError } from '../engine/engine.ts';
import { StorageError } from '../storage/storageError.ts';
import { wireError } from './wireError.ts';

describe('an error on its way to the page', () => {
  it('keeps the words that are for people', () => {
    expect(wireError(new StorageError('No room.', 'Make some.'))).toEqual({
      message: 'No room.',
      remedy: 'Make some.',
      fault: null,
    });
    expect(wireError(new EngineError('No adapter.', 'Restart.'))).not.toHaveProperty('loss');
  });

  it('tells that the device was lost', () => {
    const lost = new EngineError('It was lost.', 'Start again.', 'lost');
    expect(wireError(lost)).toMatchObject({ loss: 'device' });
  });

  it.each(['NotReadableError', 'QuotaExceededError', 'AbortError', 'InvalidStateError'])(
    'never is the browser’s own text: %s',
    (name) => {
      const raw = "Failed to execute 'mapAsync' on 'GPUBuffer'";
      const { message, remedy } = wireError(new DOMException(raw, name));
      expect(message).not.toContain('mapAsync');
      expect(remedy).not.toBe('');
    },
  );
});
