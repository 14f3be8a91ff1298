// The address that phones are told is one they can reach.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lanAddress } from './address.mjs';

const v4 = (address) => ({ family: 'IPv4', address, internal: address.startsWith('127.') });
const v6 = (address) => ({ family: 'IPv6', address, internal: false });
const laptop = {
  lo: [v4('127.0.0.1')],
  wlan0: [v6('fe80::1'), v4('192.168.1.20')],
  docker0: [v4('172.17.0.1')],
  tailscale0: [v4('100.100.1.2')],
};

test('it is the one in the network, not that of containers, tunnels or this machine alone', () => {
  assert.equal(lanAddress('', laptop), '192.168.1.20');
});

test('in several networks the person chooses, and reads how', () => {
  const both = { ...laptop, eth0: [v4('10.0.0.7')] };
  assert.throws(
    () => lanAddress('', both),
    /several networks.*\n.*--lan=192\.168\.1\.20 +\(wlan0\)\n.*--lan=10\.0\.0\.7/,
  );
  assert.equal(lanAddress('10.0.0.7', both), '10.0.0.7');
});

test('an address that is not of this machine is refused, with those that are', () => {
  assert.throws(
    () => lanAddress('192.168.1.99', laptop),
    /192\.168\.1\.99 is not .* of this machine.*\n.*192\.168\.1\.20/,
  );
  assert.throws(() => lanAddress('127.0.0.1', laptop), /not an IPv4 address of this machine/);
  assert.throws(() => lanAddress('phone', laptop), /not an IPv4 address/);
});

test('any address can be named, also of a container network or a public one', () => {
  assert.equal(lanAddress('172.17.0.1', laptop), '172.17.0.1');
  assert.throws(
    () => lanAddress('', { eth0: [v4('203.0.113.5')] }),
    /no private IPv4 address.*\n.*--lan=203\.0\.113\.5/,
  );
  assert.throws(() => lanAddress('', { lo: [v4('127.0.0.1')] }), /is it connected\?$/);
});
