// Which of this machine's addresses a phone in the same network can reach.
import { networkInterfaces } from 'node:os';
import { PlainError } from '../lib/progress.mjs';

const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

/** Interfaces that end inside this machine or in a tunnel: of containers, virtual machines and private networks. */
const VIRTUAL =
  /^(docker|podman|br-|veth|virbr|vmnet|vboxnet|vethernet|lxc|lxd|cni|flannel|cali|tun|tap|wg|utun|tailscale|zt|ppp|bridge|awdl|llw|ifb|dummy)/i;

/**
 * The address to serve on: `wanted` if it is one of this machine's, else the only private IPv4 address of an interface
 * that leads to a network. With several, the person chooses.
 */
export function lanAddress(wanted = '', interfaces = networkInterfaces()) {
  const all = Object.entries(interfaces).flatMap(([name, addresses]) =>
    addresses
      .filter((one) => one.family === 'IPv4' && !one.internal)
      .map(({ address }) => ({ name, address })),
  );
  const named = (some) =>
    some.map(({ name, address }) => `\n  npm start -- --lan=${address}   (${name})`).join('');
  if (wanted !== '') {
    if (all.some(({ address }) => address === wanted)) return wanted;
    const others = all.length > 0 ? ` Its addresses are:${named(all)}` : ' It has none in a network.';
    throw new PlainError(`${wanted} is not an IPv4 address of this machine.${others}`);
  }
  const likely = all.filter(({ name, address }) => PRIVATE.test(address) && !VIRTUAL.test(name));
  if (likely.length === 1) return likely[0].address;
  if (likely.length > 1)
    throw new PlainError(
      `This machine is in several networks. Choose the one that the phone is in:${named(likely)}`,
    );
  const others = all.length > 0 ? ` If the phone can reach one of these, name it:${named(all)}` : '';
  throw new PlainError(`This machine has no private IPv4 address in a network: is it connected?${others}`);
}
