/** `npm run hostile:models`: records what a person is told of each hostile model. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '../../src/data/dataError.ts';
import { hostileModels } from './modelCases.ts';
import { refusalOfModel } from './readHostileModel.ts';

const words: Record<string, string> = {};
for (const model of hostileModels) {
  const error = await refusalOfModel(model);
  if (!(error instanceof DataError)) {
    console.error(
      `${model.name}: it is not refused${error === undefined ? '' : ` but fails: ${String(error)}`}`,
    );
    process.exitCode = 1;
    continue;
  }
  words[model.name] = error.message;
}
const path = join(import.meta.dirname, 'modelWords.json');
writeFileSync(path, `${JSON.stringify(words, null, 2)}\n`);
console.log(`${Object.keys(words).length} hostile models are refused; their words lie in ${path}.`);
