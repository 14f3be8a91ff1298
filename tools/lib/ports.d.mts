export function freePorts(options?: {
  tcp?: number;
  udp?: number;
  host?: string;
}): Promise<{ tcp: number[]; udp: number[] }>;
export function freePort(kind?: 'tcp' | 'udp', host?: string): Promise<number>;
export function isFree(port: number, host?: string): Promise<boolean>;
