// Ports nobody uses right now. The kernel chooses; several are held open together so that they differ.
import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';

function holdTcp(host, port = 0) {
  return new Promise((resolve, reject) => {
    const server = createServer().unref();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      resolve({ port: server.address().port, release: () => new Promise((done) => server.close(done)) });
    });
  });
}

function holdUdp(host, port = 0) {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4').unref();
    socket.once('error', reject);
    socket.bind({ address: host, port, exclusive: true }, () => {
      resolve({ port: socket.address().port, release: () => new Promise((done) => socket.close(done)) });
    });
  });
}

/** `freePorts({tcp: 2, udp: 1})` gives `{tcp: [a, b], udp: [c]}`, all different. */
export async function freePorts({ tcp = 0, udp = 0, host = '127.0.0.1' } = {}) {
  const held = { tcp: [], udp: [] };
  try {
    for (let n = 0; n < tcp; n += 1) held.tcp.push(await holdTcp(host));
    for (let n = 0; n < udp; n += 1) held.udp.push(await holdUdp(host));
    return { tcp: held.tcp.map((h) => h.port), udp: held.udp.map((h) => h.port) };
  } finally {
    await Promise.all([...held.tcp, ...held.udp].map((h) => h.release()));
  }
}

export async function freePort(kind = 'tcp', host = '127.0.0.1') {
  const ports = await freePorts({ [kind]: 1, host });
  return ports[kind][0];
}

/** Whether a TCP port can be listened on now: for addresses people keep as bookmarks. */
export async function isFree(port, host = '127.0.0.1') {
  try {
    await (await holdTcp(host, port)).release();
    return true;
  } catch {
    return false;
  }
}
