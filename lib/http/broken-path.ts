import type { ServerResponse } from 'node:http';

/** Whether an address has a % that starts no character: Next answers it with 500 where a page takes a part of the path. */
export function hasBrokenPath(url: string | undefined): boolean {
  const path = (url ?? '').split('?', 1)[0] ?? '';
  if (!path.includes('%')) return false;
  try {
    decodeURIComponent(path);
    return false;
  } catch (error) {
    if (error instanceof URIError) return true;
    throw error;
  }
}

/** The sender's fault, said so. */
export function refuseBrokenPath(response: ServerResponse): void {
  response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end('The address is malformed: a % in it starts no character.');
}
