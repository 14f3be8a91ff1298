/** Stands where a secret is; sent back, it means "as it was". */
export const UNCHANGED = '(unchanged)';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** A configuration as an administrator may read it: keys that sign logins leave the desk for nobody. */
export function withoutSecrets(config: unknown): unknown {
  return mapKeys(config, (key) => ('secret' in key ? { ...key, secret: UNCHANGED } : key));
}

/** A configuration as it is stored: secrets that were left out are those of the same issuer and key as before. */
export function keepSecrets(config: unknown, before: unknown): unknown {
  return mapKeys(config, (key, issuer, index) => {
    if (key['secret'] !== UNCHANGED) return key;
    const known = list(isObject(before) ? before['issuers'] : undefined).find(
      (one) => one['iss'] === issuer['iss'],
    );
    const keys = list(known?.['keys']);
    const same = key['kid'] === undefined ? keys[index] : keys.find((one) => one['kid'] === key['kid']);
    return same && 'secret' in same ? { ...key, secret: same['secret'] } : key;
  });
}

function mapKeys(config: unknown, change: (key: Json, issuer: Json, index: number) => Json): unknown {
  if (!isObject(config) || !Array.isArray(config['issuers'])) return config;
  const issuers = config['issuers'].map((issuer: unknown) => {
    if (!isObject(issuer) || !Array.isArray(issuer['keys'])) return issuer;
    return {
      ...issuer,
      keys: issuer['keys'].map((key: unknown, index) => (isObject(key) ? change(key, issuer, index) : key)),
    };
  });
  return { ...config, issuers };
}
