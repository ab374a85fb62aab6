import { fileHeaders, isolationHeaders } from './headers.ts';

/** Statuses that must come without a body, even an empty one. */
const bare: readonly number[] = [204, 205, 304];

/**
 * The same answer with the headers of isolation, and with the other headers where the host has none
 * of its own; one that has no status cannot be changed. The body is read before it is handed on,
 * and no longer told of as compressed: Firefox waits for ever for a worker's script otherwise.
 */
export async function isolatedResponse(response: Response): Promise<Response> {
  const { status, statusText } = response;
  if (status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(fileHeaders)) {
    if (name in isolationHeaders || !headers.has(name)) headers.set(name, value);
  }
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  const body = bare.includes(status) ? null : await response.arrayBuffer();
  return new Response(body, { status, statusText, headers });
}
