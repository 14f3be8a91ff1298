// Where everything is when only this machine takes part: three addresses, and two sites to a browser.
import { isFree } from '../lib/ports.mjs';
import { PlainError } from '../lib/progress.mjs';
import { startSite } from '../run/sites.mjs';

/**
 * @param {{crm: number, contact: number, desk: number}} ports
 * @returns {Promise<import('../lan/place.mjs').Place>}
 */
export async function localPlace(ports) {
  for (const port of Object.values(ports)) {
    if (!(await isFree(port))) {
      throw new PlainError(
        `Port ${port} is in use: perhaps it is started already. Another place: npm start -- --port <number>`,
      );
    }
  }
  const site = (hostname, port) => {
    const origin = `http://${hostname}:${port}`;
    return { origin, page: `${origin}/` };
  };
  const [crm, contact] = [site('localhost', ports.crm), site('127.0.0.1', ports.contact)];
  return {
    crm,
    contact,
    elements: `${crm.origin}/elements/`,
    desk: { url: `http://127.0.0.1:${ports.desk}`, port: ports.desk, host: '127.0.0.1', env: {} },
    livekit: {},
    serve: (pages) =>
      Promise.all([
        startSite({ ...pages.crm, hostname: 'localhost', port: ports.crm }),
        startSite({ ...pages.contact, hostname: '127.0.0.1', port: ports.contact }),
      ]),
    notes: '',
  };
}
