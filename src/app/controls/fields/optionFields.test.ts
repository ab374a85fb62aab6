import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { options } from '../../../spec/options.ts';

const app = resolve(import.meta.dirname, '../..');
const sources = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx$/.test(file))
  .map((file) => readFileSync(join(app, file), 'utf8'))
  .join('\n');

/** Fields of networks and of objectives are made from their descriptors. */
const placedByHand = Object.keys(options).filter(
  (path) => path.endsWith('.kind') || !/^(network|method\.objective)\./.test(path),
);

it.each(placedByHand)('%s has a field in the form', (path) => {
  const written = new RegExp(`['"]${path.replaceAll('.', '\\.')}['"]`);
  expect(written.test(sources)).toBe(true);
});
