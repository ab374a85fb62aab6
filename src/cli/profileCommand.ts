/** `profile <spec.json>`: where the time of an experiment's training steps goes, by kernel and layer. */
import { profileNotes, profileTable } from '../analysis/profile/profileTable.ts';
import { tableMarkdown } from '../analysis/tables/tableMarkdown.ts';
import { memoryBound } from '../node/memoryBound.ts';
import { dataOf } from '../node/namedData.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import { UsageError } from '../node/usageError.ts';
import { profileStep } from '../runner/profileStep.ts';
import { choicesOf } from './choiceOptions.ts';
import { deviceOf } from './cliDevice.ts';
import type { OptionValues } from './commandOptions.ts';
import { completeSpec, openExperiment, pendingSpec } from './experimentFile.ts';
import { deviceOption, filesBeside } from './runArguments.ts';
import { usage } from './usage.ts';

/** Tables of the profile, or with `--json` all that was measured. @throws UsageError, DataError, EngineError */
export async function profileCommand(
  [specPath, ...moreData]: readonly string[],
  values: OptionValues,
): Promise<string> {
  if (specPath === undefined) throw new UsageError(`profile needs a spec.\n\n${usage}`);
  const file = await openExperiment(specPath, filesBeside(values));
  const asked = pendingSpec(file);
  const names = [...(values.data ?? []), ...moreData];
  const held = memoryBound(values.memory);
  const dataset = await dataOf(asked, names, choicesOf(values), held, values.features ?? null);
  const spec = completeSpec(file, asked.dataset.classes ?? dataset.classes);
  const engine = await createNodeEngine(deviceOption(values.device) ?? deviceOf(asked));
  try {
    const profile = await profileStep(spec, dataset, engine);
    if (values.json) return JSON.stringify(profile, null, 2);
    const tables = (['kernel', 'layer'] as const).map((by) => {
      const { columns, rows } = profileTable(profile, by);
      return tableMarkdown({ columns, rows });
    });
    return [...profileNotes(profile), '', tables.join('\n\n')].join('\n');
  } finally {
    engine.dispose();
  }
}
