// A small server for the demo's pages: static files out of named folders, and a few routes made by the demo's backend.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { onEnd } from '../lib/cleanup.mjs';
import { root } from '../lib/root.mjs';
import { contentSecurityPolicy } from './policy.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.vtt': 'text/vtt; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * @param {import('./sites.mjs').SiteOptions} options
 * @returns {import('node:http').RequestListener} answers a site's requests, on whatever server
 */
export function siteListener({ mounts = {}, routes = {}, policy = {}, ...options }) {
  // The longest prefix wins, so that a folder may lie inside another's address.
  const folders = Object.entries(mounts)
    .map(([prefix, folder]) => [prefix.endsWith('/') ? prefix : `${prefix}/`, resolve(root, folder)])
    .sort(([a], [b]) => b.length - a.length);
  const headers = {
    'Content-Security-Policy': typeof policy === 'string' ? policy : contentSecurityPolicy(policy),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
    ...options.headers,
  };
  return (request, response) => {
    answer(request, response, { folders, routes, headers }).catch((error) => {
      process.stderr.write(`${request.method} ${request.url?.split('?')[0]}: ${error.stack ?? error}\n`);
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain' });
      response.end();
    });
  };
}

/**
 * @param {import('./sites.mjs').SiteOptions} options
 * @returns {Promise<import('./sites.mjs').Site>}
 */
export async function startSite(options) {
  const { hostname = '127.0.0.1', bind = '127.0.0.1', port = 0 } = options;
  const server = createServer(siteListener(options));
  await new Promise((done, failed) => {
    server.once('error', failed);
    server.listen({ port, host: bind }, done);
  });
  const chosen = server.address().port;
  const close = async () => {
    forget();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  const forget = onEnd(close);
  return { origin: `http://${hostname}:${chosen}`, port: chosen, close };
}

async function answer(request, response, { folders, routes, headers }) {
  const url = new URL(request.url, 'http://site.invalid');
  const route = routes[`${request.method} ${url.pathname}`];
  if (route) {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    return route(request, response, url);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405, headers);
  let path;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return plain(response, 400, headers);
  }
  if (path.includes('\0') || path.includes('\\')) return plain(response, 400, headers);
  for (const [prefix, folder] of folders) {
    if (!path.startsWith(prefix)) continue;
    const found = await find(folder, path.slice(prefix.length));
    if (found?.folder)
      return response.writeHead(301, { ...headers, Location: `${url.pathname}/${url.search}` }).end();
    if (found) return send(request, response, found, headers);
  }
  return plain(response, 404, headers);
}

/** The file, or the folder's index.html; never anything outside of the folder, not through a link either. */
async function find(folder, path) {
  const base = await realpath(folder).catch(() => undefined);
  if (!base || path.split('/').some((part) => part === '..' || part.startsWith('.'))) return undefined;
  const isFolder = path === '' || path.endsWith('/');
  const file = await realpath(join(base, path, isFolder ? 'index.html' : '')).catch(() => undefined);
  if (!file?.startsWith(base + sep)) return undefined;
  const info = await stat(file);
  if (info.isFile()) return { file, info };
  // Without the slash at its end, what the page names relative to itself would be looked for in the wrong folder.
  return info.isDirectory() && !isFolder ? { folder: true } : undefined;
}

async function send(request, response, { file, info }, headers) {
  const etag = `"${createHash('sha1').update(`${file}\n${info.size}\n${info.mtimeMs}`).digest('base64url')}"`;
  const all = { ...headers, ETag: etag, 'Accept-Ranges': 'bytes' };
  if (request.headers['if-none-match'] === etag) return response.writeHead(304, all).end();
  all['Content-Type'] = types[extname(file)] ?? 'application/octet-stream';
  // Videos are asked for in pieces; without an answer in pieces a browser cannot seek in them.
  const piece = range(request.headers.range, info.size);
  if (piece === 'unsatisfiable')
    return response.writeHead(416, { ...headers, 'Content-Range': `bytes */${info.size}` }).end();
  if (piece) all['Content-Range'] = `bytes ${piece.start}-${piece.end}/${info.size}`;
  all['Content-Length'] = piece ? piece.end - piece.start + 1 : info.size;
  response.writeHead(piece ? 206 : 200, all);
  if (request.method === 'HEAD' || info.size === 0) return response.end();
  await pipeline(createReadStream(file, piece ?? {}), response).catch((error) => {
    // The page went away while it was loading.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

function range(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return undefined;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return start > end ? 'unsatisfiable' : { start, end };
}

function plain(response, status, headers) {
  response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }).end(`${status}\n`);
}
