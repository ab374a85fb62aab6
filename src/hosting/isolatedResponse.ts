import { fileHeaders, isolationHeaders } from './headers.ts';

/** Statuses that must come without a body, even an empty one. */
const bare: readonly number[] = [204, 205, 304];

/**
 * The same answer with the headers of isolation, and with the other headers where the host has none
 * of its own; an answer without a status cannot be changed.
 */
export function isolatedResponse(response: Response): Response {
  const { status, statusText } = response;
  if (status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(fileHeaders)) {
    if (name in isolationHeaders || !headers.has(name)) headers.set(name, value);
  }
  const body = bare.includes(status) ? null : response.body;
  return new Response(body, { status, statusText, headers });
}
