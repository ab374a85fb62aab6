/** What is asked or shown over the list, one at a time. */
import type { ReactNode } from 'react';
import { handleByKind } from '../../../lib/byKind.ts';
import type { RunsParts } from '../runsParts.ts';
import { DeleteQuestion } from './DeleteQuestion.tsx';
import { ExportQuestion } from './ExportQuestion.tsx';
import { MakeRoom } from './MakeRoom.tsx';
import { RunDetails } from './RunDetails.tsx';
import type { RunQuestion } from './runQuestion.ts';

interface RunDialogsProps extends RunsParts {
  readonly question: RunQuestion | null;
  readonly onClose: () => void;
}

export function RunDialogs({ question, ...rest }: RunDialogsProps) {
  if (question === null) return null;
  return handleByKind<RunQuestion, [], ReactNode>(
    {
      delete: ({ runIds }) => <DeleteQuestion runIds={runIds} {...rest} />,
      export: ({ runIds }) => <ExportQuestion runIds={runIds} {...rest} />,
      details: ({ line }) => <RunDetails line={line} {...rest} />,
      room: () => <MakeRoom {...rest} />,
    },
    question,
  );
}
