/** Tells the service worker which files were built, so that it can keep them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';
import type { Build } from '../../src/hosting/builtFiles.ts';

/** Beside the page: a service worker is in charge of its own folder. */
const fileName = 'serviceWorker.js';

/** Files that pages never ask for. */
const isForHosts = (path: string) => path === '_headers';

/** Builds the service worker beside the page, headed by the list of all built files. */
export function serviceWorkerInBuild(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: 'src/hosting/serviceWorker.ts', fileName });
    },
    writeBundle: {
      // After every other file was written, those of public/ among them.
      order: 'post',
      sequential: true,
      handler({ dir = 'dist' }, bundle) {
        const entry = Object.values(bundle).find(
          (chunk) => chunk.type === 'chunk' && chunk.isEntry && chunk.fileName !== fileName,
        );
        if (entry === undefined) this.error('the page has no script');
        const place = join(dir, fileName);
        const build = JSON.stringify(buildIn(dir, entry.fileName));
        writeFileSync(place, `self.build = ${build};\n${readFileSync(place, 'utf8')}`);
      },
    },
  };
}

/** Describes what was built into a folder. */
export function buildIn(dir: string, script: string): Build {
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(dir, join(parentPath, name)).split(sep).join('/'))
    .filter((path) => path !== 'index.html' && path !== fileName && !isForHosts(path))
    .sort();
  const sha256 = (path: string) =>
    createHash('sha256')
      .update(readFileSync(join(dir, path)))
      .digest('base64');
  const files = paths.map((path) => [path, sha256(path)] as const);
  const version = createHash('sha256')
    .update(JSON.stringify([files, sha256('index.html')]))
    .digest('hex')
    .slice(0, 16);
  return { version, script, files };
}
