import { useCallback, useEffect, useRef, useState } from 'react';
import type { LoadProgress, TaskOptions } from '../data/progress.ts';
import { textOf } from '../store/runs/runErrors.ts';
import { WorkerError } from '../worker/client.ts';

/** Work that takes a while, how far it is, and what came of it. */
export interface TaskState<Result> {
  readonly phase: 'idle' | 'working' | 'done';
  readonly progress: LoadProgress | null;
  readonly result: Result | null;
  readonly problem: string | null;
}

const idle = { phase: 'idle', progress: null, result: null, problem: null } as const;

/** One task at a time; another one, or leaving, gives it up. */
export function useTask<Result>() {
  const [state, setState] = useState<TaskState<Result>>(idle);
  const abort = useRef<AbortController | null>(null);
  const cancel = useCallback(() => {
    abort.current?.abort();
    abort.current = null;
    setState(idle);
  }, []);
  useEffect(() => () => abort.current?.abort(), []);
  const begin = useCallback((work: (task: TaskOptions) => Promise<Result>) => {
    abort.current?.abort();
    const own = new AbortController();
    abort.current = own;
    const tell = (next: TaskState<Result>) => {
      if (abort.current === own) setState(next);
    };
    tell({ ...idle, phase: 'working' });
    const onProgress = (progress: LoadProgress) => tell({ ...idle, phase: 'working', progress });
    work({ signal: own.signal, onProgress }).then(
      (result) => tell({ ...idle, phase: 'done', result }),
      (error: unknown) => {
        if (error instanceof WorkerError && error.cancelled) return tell(idle);
        const { message, remedy } = textOf(error);
        const problem = message.includes(remedy) ? message : `${message} ${remedy}`;
        tell({ ...idle, phase: 'done', problem });
      },
    );
  }, []);
  return { state, begin, cancel };
}
