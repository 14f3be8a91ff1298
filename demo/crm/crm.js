// A CRM page as a vendor would write it: plain HTML with the tags dropped in, and this much script.
const json = async (path, body) => {
  const response = await fetch(path, body ? { method: 'POST', body: JSON.stringify(body) } : undefined);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
};

const [{ deskUrl }, { agents, customers }] = await Promise.all([json('api/place'), json('api/people')]);
const address = new URLSearchParams(location.search);
const agent = agents.find((one) => one.id === address.get('agent')) ?? agents[0];
if (address.has('dir')) document.documentElement.dir = address.get('dir');
if (address.has('lang')) document.documentElement.lang = address.get('lang');

// The two lines that connect the tags: who signs the login, and where the desk is.
const desk = document.querySelector('agent-desk');
desk.getToken = async () => (await json('api/login', { agent: agent.id })).token;
desk.deskUrl = deskUrl;

// A list of open calls is for agents who take several.
document.querySelector('interaction-list').hidden = agent.capacity < 2;

const who = document.querySelector('#who');
for (const { id, name } of agents) who.append(new Option(name, id, id === agent.id, id === agent.id));
who.addEventListener('change', () => {
  address.set('agent', who.value);
  location.search = address.toString();
});

const list = document.querySelector('.customers ul');
const record = document.querySelector('.record');
for (const customer of customers) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = customer.name;
  button.addEventListener('click', () => show(customer));
  const item = document.createElement('li');
  item.append(button);
  list.append(item);
}

const names = { policy: 'Policy', case: 'Case', product: 'Product', address: 'Insured address' };

function show({ ref, name, phone, city, since, subject, data }) {
  const title = document.createElement('h1');
  title.textContent = name;
  const fields = document.createElement('dl');
  const rows = [
    ['Customer', ref],
    ['Phone', phone],
    ['City', city],
    ['Customer since', since],
    ['Open case', subject],
  ];
  for (const [label, value] of [...rows, ...data.map((one) => [names[one.key] ?? one.key, one.value])]) {
    const term = document.createElement('dt');
    term.textContent = label;
    const text = document.createElement('dd');
    // A phone number keeps its order in a page that reads from right to left.
    const own = document.createElement('bdi');
    own.textContent = value;
    text.append(own);
    fields.append(term, text);
  }
  record.replaceChildren(title, fields);
}

// Screen pop: the record of whoever calls opens by itself.
desk.addEventListener('interaction-opened', ({ state }) => {
  const customer = customers.find((one) => one.ref === state.interaction?.contact);
  if (customer) show(customer);
});
