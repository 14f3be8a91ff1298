// Where everything is when phones of the same network take part: one https origin in front, everything else on loopback
// except media.
import { isFree } from '../lib/ports.mjs';
import { PlainError } from '../lib/progress.mjs';
import { certificate } from './certificate.mjs';
import { startFront } from './front.mjs';

/**
 * @param {import('./place.mjs').LanOptions} options
 * @returns {Promise<import('./place.mjs').Place>}
 */
export async function lanPlace({ address, ports, folder }) {
  const taken = async (port, host) => ((await isFree(port, host)) ? [] : [port]);
  // LiveKit takes its media port on every address.
  const lacking = [
    ...(await taken(ports.https, address)),
    ...(await taken(ports.media, '0.0.0.0')),
    ...(await taken(ports.desk, '127.0.0.1')),
  ];
  if (lacking.length > 0) {
    throw new PlainError(
      `Port ${lacking[0]} is in use: perhaps it is started already. Another place: npm start -- --lan --port <number>`,
    );
  }
  const pem = await certificate(folder, address);
  const origin = `https://${address}:${ports.https}`;
  return {
    crm: { origin, page: `${origin}/crm/` },
    contact: { origin, page: `${origin}/` },
    elements: `${origin}/elements/`,
    ca: pem.cert,
    // One proxy stands in front of the desk: ours, which says who is calling.
    desk: { url: origin, host: '127.0.0.1', port: ports.desk, env: { TRUSTED_PROXIES: '1' } },
    livekit: { nodeIp: address, ports: { tcp: ports.media, udp: ports.media } },
    async serve({ crm, contact }) {
      const pages = { '/crm/': crm, '/': contact };
      return [await startFront({ address, port: ports.https, ...pem, deskPort: ports.desk, pages })];
    },
    notes: notes(address, ports),
  };
}

const notes = (address, { https, media }) => `
  Open the contact's page on a phone in the same network. Each browser warns once, because this machine signed the
  certificate itself:
    Chrome    Advanced, then Proceed to ${address}
    Safari    Show Details, then visit this website
    Firefox   Advanced, then Accept the Risk and Continue
  If nothing opens: let TCP ${https}, TCP ${media} and UDP ${media} through this machine's firewall; a guest network often
  keeps its devices apart. Anybody in the network can open these pages while this runs, the agent's too.
`;
