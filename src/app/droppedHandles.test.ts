import { describe, expect, it } from 'vitest';
import { DroppedHandles } from './droppedHandles.ts';

/** What is dropped: folders by name, with what the browser gives as their handle; or files. */
const drop = (...items: unknown[]) => ({ items }) as unknown as Pick<DataTransfer, 'items'>;
const folder = (name: string, handle?: () => Promise<unknown>) => ({
  kind: 'file',
  webkitGetAsEntry: () => ({ name, isDirectory: true }),
  ...(handle && { getAsFileSystemHandle: handle }),
});
const handleOf = (name: string) => ({ kind: 'directory', name });

describe('handles of dropped folders', () => {
  it('are given by name, each once, in the order of the drop', async () => {
    const handles = new DroppedHandles();
    const [first, second] = [handleOf('a'), handleOf('a')];
    const file = { kind: 'file', webkitGetAsEntry: () => ({ name: 'f', isDirectory: false }) };
    handles.ask(
      drop(
        { kind: 'string' },
        file,
        folder('a', async () => first),
        folder('a', async () => second),
      ),
    );
    expect(await handles.take('f')).toBeNull();
    expect(await handles.take('a')).toBe(first);
    expect(await handles.take('a')).toBe(second);
    expect(await handles.take('a')).toBeNull();
  });

  it('are null where the browser has none, or refuses to give one', async () => {
    const handles = new DroppedHandles();
    handles.ask(drop(folder('old')));
    expect(await handles.take('old')).toBeNull();
    handles.ask(drop(folder('closed', () => Promise.reject(new DOMException('', 'AbortError')))));
    expect(await handles.take('closed')).toBeNull();
  });

  it('are forgotten with the next drop', async () => {
    const handles = new DroppedHandles();
    handles.ask(drop(folder('a', async () => handleOf('a'))));
    handles.ask(drop());
    expect(await handles.take('a')).toBeNull();
  });
});
