/** The options of all commands. */
import { parseArgs } from 'node:util';
import { UsageError } from '../node/usageError.ts';
import { choiceFlagTypes } from './choiceOptions.ts';
import { collectFlagTypes } from './sweep/collectFlags.ts';
import { submitFlagTypes } from './sweep/submitFlags.ts';
import { usage } from './usage.ts';
import { whatIfFlagTypes } from './whatIfCommand.ts';

/** For `parseArgs`. */
const optionTypes = {
  data: { type: 'string', multiple: true },
  out: { type: 'string' },
  resume: { type: 'boolean' },
  force: { type: 'boolean' },
  expect: { type: 'string' },
  device: { type: 'string' },
  threads: { type: 'string' },
  set: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  classes: { type: 'string' },
  'save-predictions': { type: 'boolean' },
  'save-network': { type: 'boolean' },
  network: { type: 'string' },
  'start-as': { type: 'string' },
  initial: { type: 'string' },
  features: { type: 'string' },
  hierarchy: { type: 'string', multiple: true },
  format: { type: 'string' },
  member: { type: 'string' },
  publish: { type: 'string' },
  public: { type: 'boolean' },
  'add-version': { type: 'boolean' },
  'with-networks': { type: 'boolean' },
  'with-data': { type: 'boolean' },
  memory: { type: 'string' },
  index: { type: 'string' },
  results: { type: 'string' },
  'data-for': { type: 'string', multiple: true },
  'at-once': { type: 'string' },
  done: { type: 'string', multiple: true },
  ...collectFlagTypes,
  ...submitFlagTypes,
  ...choiceFlagTypes,
  ...whatIfFlagTypes,
  help: { type: 'boolean', short: 'h' },
} as const;

/** The command line in parts. @throws UsageError for options that there are none of. */
export function parseCommand(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: optionTypes, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

export type OptionValues = ReturnType<typeof parseCommand>['values'];
