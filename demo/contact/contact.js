// The company's page: one tag. With ?customer=… the company knows who calls and signs the call; without, anybody may.
const json = async (path, body) => {
  const response = await fetch(path, body ? { method: 'POST', body: JSON.stringify(body) } : undefined);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
};

const address = new URLSearchParams(location.search);
const call = document.querySelector('contact-session');
const labels = { claims: 'Claims', roadside: 'Roadside assistance', billing: 'Billing' };
const { deskUrl, entryKey } = await json('api/place');
const queue = address.get('queue');
if (queue && queue in labels) {
  call.queue = queue;
  call.label = labels[queue];
}
if (address.has('dir')) document.documentElement.dir = address.get('dir');
if (address.has('lang')) document.documentElement.lang = address.get('lang');
const customer = address.get('customer');
if (customer) call.getCallToken = async () => (await json('api/call', { customer })).token;
else call.entryKey = entryKey;
if (address.has('name')) call.contactName = address.get('name');

// A join link carries its secret in the fragment: it is read once and taken out of the address.
const link = new URLSearchParams(location.hash.slice(1)).get('link');
if (link) {
  call.link = link;
  history.replaceState(null, '', location.pathname + location.search);
}
call.deskUrl = deskUrl;
