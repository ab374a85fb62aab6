/**
 * A server that speaks as the Hugging Face Hub does as far as models are published to it: who may
 * write, repositories, which files are large, both ways in which those are taken (one `PUT` each; or
 * in chunks, by Xet), and commits, which name nothing that has not come.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileHashesOfShard, unpackedBytes } from './xetBytes.ts';

/** Whose token it is, and for whom it may write. */
export interface HubToken {
  readonly writesFor: readonly string[];
}

export interface HubRepository {
  isPrivate: boolean;
  /** Content of small files; of large ones their SHA-256. */
  readonly files: Map<string, Uint8Array | string>;
  commits: number;
}

export interface HubServer {
  readonly origin: string;
  readonly tokens: Map<string, HubToken>;
  readonly repositories: Map<string, HubRepository>;
  /** Large files that came by one `PUT` each, by SHA-256. */
  readonly stored: Map<string, Uint8Array>;
  /** SHA-256 of those that came in chunks, and how many bytes the chunks hold. */
  readonly xet: { readonly files: Set<string>; bytes: number };
  readonly asked: {
    readonly method: string;
    readonly path: string;
    readonly token: string | null;
  }[];
  /** How large files are asked for. */
  transfer: 'basic' | 'xet';
  /** Where it tells that it lies, and its stores; this origin if null. */
  readonly told: { hub: string | null; store: string | null };
  /** What a request meets in place of its answer: a status and what is said, silence, or a line that breaks. */
  trouble: (method: string, path: string) => HubMishap | null;
  close(): Promise<void>;
}

export type HubMishap =
  | { readonly status: number; readonly body: string; readonly type?: string }
  | 'silence'
  | 'break';

interface Request {
  readonly path: string;
  readonly body: Buffer;
  readonly token: string | null;
}

interface Reply {
  readonly status: number;
  readonly json: unknown;
}

const ok = (json: unknown): Reply => ({ status: 200, json });
const refuse = (status: number, error: string): Reply => ({ status, json: { error } });

export async function startHubServer(): Promise<HubServer> {
  const server = createServer((request, response) => {
    // Whoever gave up while sending hears nothing more.
    take(hub, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const hub: HubServer = {
    origin: `http://127.0.0.1:${port}`,
    tokens: new Map(),
    repositories: new Map(),
    stored: new Map(),
    xet: { files: new Set(), bytes: 0 },
    asked: [],
    transfer: 'xet',
    told: { hub: null, store: null },
    trouble: () => null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return hub;
}

async function take(hub: HubServer, request: IncomingMessage, response: ServerResponse) {
  const path = request.url ?? '/';
  const method = request.method ?? 'GET';
  const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
  hub.asked.push({ method, path, token });
  const mishap = hub.trouble(method, path);
  if (mishap === 'silence') return;
  if (mishap === 'break') {
    request.socket.destroy();
    return;
  }
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  if (mishap !== null) {
    const { status, body, type = 'application/json' } = mishap;
    response.writeHead(status, { 'content-type': type }).end(body);
    return;
  }
  const { status, json } = answer(hub, method, { path, body: Buffer.concat(parts), token });
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}

type Answerer = (hub: HubServer, request: Request, found: readonly string[]) => Reply;

const answers: readonly (readonly [method: string, path: RegExp, answer: Answerer])[] = [
  ['POST', /^\/api\/repos\/create$/, create],
  ['GET', /^\/api\/models\/([^/]+\/[^/]+)\/revision\/HEAD\?/, describe],
  ['POST', /^\/api\/models\/([^/]+\/[^/]+)\/preupload\/main$/, sort],
  ['POST', /^\/([^/]+\/[^/]+)\.git\/info\/lfs\/objects\/batch$/, offerStore],
  ['PUT', /^\/lfs\/([0-9a-f]{64})$/, store],
  ['GET', /^\/v1\/chunks\/default\/[0-9a-f]{64}$/, () => refuse(404, 'Not found')],
  ['POST', /^\/v1\/xorbs\/default\/[0-9a-f]{64}$/, storeChunks],
  ['POST', /^\/v1\/shards$/, nameFiles],
  ['POST', /^\/api\/models\/([^/]+\/[^/]+)\/commit\/main$/, commit],
];

function answer(hub: HubServer, asked: string, request: Request): Reply {
  for (const [method, path, answerer] of answers) {
    const found = method === asked ? path.exec(request.path) : null;
    if (found !== null) return answerer(hub, request, found.slice(1));
  }
  return refuse(404, `There is nothing at ${request.path}`);
}

/** Why a token may not write for an owner; null where it may. */
function forbidden({ tokens }: HubServer, token: string | null, owner: string): Reply | null {
  const known = token === null ? undefined : tokens.get(token);
  if (known === undefined) return refuse(401, 'Invalid username or password.');
  if (known.writesFor.includes(owner)) return null;
  return refuse(403, `You don't have the rights to create a model under the namespace "${owner}"`);
}

function create(hub: HubServer, { body, token }: Request): Reply {
  const { name, organization, visibility, type } = JSON.parse(body.toString());
  const refusal = forbidden(hub, token, organization);
  if (refusal !== null) return refusal;
  const repository = `${organization}/${name}`;
  if (type !== 'model') return refuse(400, `Not a model: ${type}`);
  if (hub.repositories.has(repository)) {
    return refuse(409, 'You already created this model repo');
  }
  const files = new Map([['.gitattributes', new Uint8Array()]]);
  hub.repositories.set(repository, { isPrivate: visibility === 'private', files, commits: 0 });
  return ok({ url: `${hub.origin}/${repository}`, id: repository });
}

/** The repository, where it may be written to. */
function writable(hub: HubServer, { token }: Request, name: string): HubRepository | Reply {
  const refusal = forbidden(hub, token, name.split('/')[0]);
  return refusal ?? hub.repositories.get(name) ?? refuse(404, 'Repository not found');
}

const isReply = (found: HubRepository | Reply): found is Reply => 'status' in found;

function describe(hub: HubServer, request: Request, [name]: readonly string[]): Reply {
  const found = writable(hub, request, name);
  if (isReply(found)) return found;
  const siblings = [...found.files.keys()].map((rfilename) => ({ rfilename }));
  const lastModified = '2026-01-01T00:00:00.000Z';
  return ok({ _id: 'made up', id: name, private: found.isPrivate, siblings, lastModified });
}

/** Which files are large, as the Hub says: those of numbers, and those of more than 10 MB. */
function sort(hub: HubServer, request: Request, [name]: readonly string[]): Reply {
  const found = writable(hub, request, name);
  if (isReply(found)) return found;
  const { files } = JSON.parse(request.body.toString());
  return ok({
    files: files.map(({ path, size }: { path: string; size: number }) => ({
      path,
      uploadMode: size > 1e7 || /\.(safetensors|onnx|bin)$/.test(path) ? 'lfs' : 'regular',
    })),
  });
}

function offerStore(hub: HubServer, request: Request, [name]: readonly string[]): Reply {
  const found = writable(hub, request, name);
  if (isReply(found)) return found;
  const { objects, transfers } = JSON.parse(request.body.toString());
  const transfer = transfers.includes('xet') ? hub.transfer : 'basic';
  const origin = hub.told.store ?? hub.origin;
  const action = (oid: string) =>
    transfer === 'basic'
      ? { href: `${origin}/lfs/${oid}` }
      : {
          href: `${hub.told.hub ?? hub.origin}/api/models/${name}/xet-write-token/main`,
          header: {
            'X-Xet-Cas-Url': origin,
            'X-Xet-Access-Token': 'a token of the store alone',
            'X-Xet-Token-Expiration': `${Math.floor(Date.now() / 1000) + 3600}`,
          },
        };
  const actions = objects.map(({ oid, size }: { oid: string; size: number }) => ({
    oid,
    size,
    actions: { upload: action(oid) },
  }));
  return ok({ transfer, objects: actions });
}

function store({ stored }: HubServer, { body }: Request, [oid]: readonly string[]): Reply {
  const hash = createHash('sha256').update(body).digest('hex');
  if (hash !== oid) return refuse(400, 'These bytes are others');
  stored.set(oid, new Uint8Array(body));
  return ok({});
}

function storeChunks({ xet }: HubServer, { body }: Request): Reply {
  xet.bytes += unpackedBytes(body);
  return ok({ was_inserted: true });
}

function nameFiles({ xet }: HubServer, { body }: Request): Reply {
  for (const hash of fileHashesOfShard(body)) xet.files.add(hash);
  return ok({ result: 1 });
}

function commit(hub: HubServer, request: Request, [name]: readonly string[]): Reply {
  const found = writable(hub, request, name);
  if (isReply(found)) return found;
  const lines = request.body.toString().split('\n');
  const entries = lines.map((line) => JSON.parse(line));
  const [{ key, value }, ...files] = entries;
  if (key !== 'header' || typeof value.summary !== 'string') return refuse(400, 'No header');
  const missing = files.filter(
    ({ key: kind, value: { oid } }) =>
      kind === 'lfsFile' && !hub.stored.has(oid) && !hub.xet.files.has(oid),
  );
  if (missing.length > 0) return refuse(400, `It has not come: ${missing[0].value.path}`);
  for (const { key: kind, value: file } of files) {
    const content = kind === 'lfsFile' ? file.oid : Buffer.from(file.content, 'base64');
    found.files.set(file.path, content);
  }
  found.commits++;
  const oid = 'c0'.repeat(20);
  return ok({
    success: true,
    commitOid: oid,
    commitUrl: `${hub.origin}/${name}/commit/${oid}`,
    hookOutput: '',
  });
}
