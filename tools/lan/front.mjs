// The one https server that a phone sees: the pages, and before them what belongs to the desk.
import { createServer } from 'node:https';
import { onEnd } from '../lib/cleanup.mjs';
import { siteListener } from '../run/sites.mjs';
import { passTo } from './proxy.mjs';

/** The desk's interface, LiveKit's signalling through its gate, and whether it is alive. Its metrics stay private. */
const OF_THE_DESK = /^\/(?:v1|rtc)(?:\/|$)|^\/healthz$/;

/**
 * @param {{address: string, port: number, key: string, cert: string, deskPort: number,
 *   pages: Record<string, import('../run/sites.mjs').SiteOptions>}} options `pages` by the folder they answer under,
 *   `/` and `/crm/` for example
 */
export async function startFront({ address, port, key, cert, deskPort, pages }) {
  const desk = passTo(deskPort);
  const sites = Object.entries(pages)
    .map(([folder, options]) => ({ folder, answer: siteListener(under(folder, options)) }))
    .sort((a, b) => b.folder.length - a.folder.length);

  const server = createServer({ key, cert }, (request, response) => {
    const url = read(request);
    if (!url) return void response.writeHead(400).end();
    if (OF_THE_DESK.test(url.pathname)) return desk.pass(request, response, url.pathname + url.search);
    if (sites.some(({ folder }) => folder === `${url.pathname}/`))
      return void response.writeHead(301, { location: `${url.pathname}/${url.search}` }).end();
    sites.find(({ folder }) => url.pathname.startsWith(folder))?.answer(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    const url = read(request);
    if (url?.pathname.startsWith('/rtc/'))
      return desk.tunnel(request, socket, head, url.pathname + url.search);
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });

  await new Promise((done, failed) => {
    server.once('error', failed);
    server.listen({ port, host: address }, done);
  });
  const close = async () => {
    forget();
    desk.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  const forget = onEnd(close);
  const { port: chosen } = server.address();
  return { origin: `https://${address}:${chosen}`, port: chosen, close };
}

/** What is asked for, with dots and escapes resolved: a path is judged as the desk will read it. */
function read({ url = '' }) {
  return URL.canParse(url, 'https://front.invalid') ? new URL(url, 'https://front.invalid') : undefined;
}

/** A site's folders and routes, below a folder of the front. */
function under(folder, { mounts = {}, routes = {}, ...rest }) {
  const below = (path) => folder + path.replace(/^\//, '');
  const moved = (entries, rename) =>
    Object.fromEntries(Object.entries(entries).map(([key, value]) => [rename(key), value]));
  return {
    ...rest,
    mounts: moved(mounts, below),
    routes: moved(routes, (name) => name.replace(/\/.*/, below)),
  };
}
