// What a CRM's and a company's own backend would do: sign logins and calls. The pages themselves never see the key.
import { SignJWT } from 'jose';
import { agents, customers } from './people.mjs';

const tenant = 'casa-clara';

/** @param {{deskUrl: string, contactOrigin: string, secrets: {tenantSecret: string}}} place */
export function createDemo({ deskUrl, contactOrigin, secrets }) {
  const key = new TextEncoder().encode(secrets.tenantSecret);
  const sign = (claims, life) =>
    new SignJWT({ tenant, ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('casa-clara-crm')
      .setIssuedAt()
      .setExpirationTime(life)
      .sign(key);

  const login = async (request, response) => {
    const { agent: id } = await bodyOf(request);
    const agent = agents.find((one) => one.id === id);
    if (!agent) return answer(response, 404, { error: 'No such agent' });
    const { name, queues, capacity } = agent;
    return answer(response, 200, {
      token: await sign({ sub: id, name, queues, capacity, roles: ['agent'] }, '10m'),
    });
  };

  const call = async (request, response) => {
    const { customer: ref } = await bodyOf(request);
    const customer = customers.find((one) => one.ref === ref);
    if (!customer) return answer(response, 404, { error: 'No such customer' });
    const { name, queue, subject, data } = customer;
    const claims = { call: { queue, subject, contact: { ref, name }, attachedData: data } };
    return answer(response, 200, { token: await sign(claims, '5m') });
  };

  const place = (_request, response) =>
    answer(response, 200, { deskUrl, contactOrigin, entryKey: 'casa-clara-web' });
  const people = (_request, response) => answer(response, 200, { agents, customers });
  return {
    crm: {
      routes: { 'GET /api/place': place, 'GET /api/people': people, 'POST /api/login': login },
      policy: { frame: ["'self'", contactOrigin] },
    },
    contact: { routes: { 'GET /api/place': place, 'GET /api/people': people, 'POST /api/call': call } },
  };
}

async function bodyOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: as good as an empty order, which is answered with 404.
    return {};
  }
}

function answer(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
