/**
 * The command line as JavaScript that Node reads at once. Reading its TypeScript anew costs each process
 * four seconds of the processor; made once, it lies in `.cache` until a source or a package changes.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const sources = join(root, 'src');
/** Bundles lie as deep below the root as sources do, so that addresses of public files hold in both. */
const rootCache = join(root, '.cache');

/** What starts by itself, by the name under which others start it: the command line, and its threads. */
const entries = {
  main: 'cli/main.ts',
  workerThread: 'node/workerThreadEntry.ts',
  decodingThread: 'node/decodingThreadEntry.ts',
};

/** Milliseconds after which no process can be reading parts of an older bundle any more. */
const longestUse = 7 * 24 * 3600 * 1000;

/**
 * The path of the command line's bundle, made where there is none of these sources.
 * @param kept folder that holds bundles.
 * @throws where it cannot be made or kept, as in a folder that may only be read.
 */
export async function commandLineBundle(kept = rootCache) {
  const folder = join(kept, `espalier-${stateOfSources()}`);
  if (!existsSync(folder)) {
    await make(folder);
    removeOlder(kept);
  }
  return join(folder, 'main.mjs');
}

/** Tells any change of a source or a package from before. */
function stateOfSources() {
  const hash = createHash('sha256').update(process.version);
  const note = (path) => {
    const { mtimeMs, size } = statSync(join(root, path));
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  };
  note('package-lock.json');
  for (const path of readdirSync(sources, { recursive: true }).sort()) {
    if (/\.m?ts$/.test(path) && !path.endsWith('.test.ts')) note(join('src', path));
  }
  return hash.digest('hex').slice(0, 16);
}

async function make(folder) {
  const { build } = await import('esbuild');
  // Others may be making the same: whoever comes second finds it there.
  const draft = `${folder}.${process.pid}`;
  await build({
    entryPoints: Object.entries(entries).map(([out, entry]) => ({ out, in: join(sources, entry) })),
    outdir: draft,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  });
  mkdirSync(dirname(folder), { recursive: true });
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

function removeOlder(kept) {
  for (const name of readdirSync(kept)) {
    const path = join(kept, name);
    const age = Date.now() - statSync(path).mtimeMs;
    if (name.startsWith('espalier-') && age > longestUse) rmSync(path, { recursive: true });
  }
}
