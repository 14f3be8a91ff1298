import assert from 'node:assert/strict';
import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { describe, it } from 'node:test';
import { SignJWT, UnsecuredJWT } from 'jose';
import * as v from 'valibot';
import { DeskError } from '../core/types.js';
import type { ProblemCode } from 'video-session-window/interaction';
import { verifyIssued } from './jwt.js';
import { AccessSettings } from './settings.js';
import { keepSecrets, withoutSecrets } from './secrets.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsaPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ecPem = ec.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const OLD = 'the-old-secret-of-the-crm-0123456789';
const NEW = 'the-new-secret-of-the-crm-0123456789';
const secret = (text: string): KeyObject => createSecretKey(Buffer.from(text));

const settings = v.parse(AccessSettings, {
  issuers: [
    {
      iss: 'crm',
      signs: ['agents'],
      keys: [
        { kid: 'old', alg: 'HS256', secret: OLD },
        { kid: 'new', alg: 'HS256', secret: NEW },
      ],
    },
    {
      iss: 'big',
      signs: ['agents', 'calls'],
      keys: [
        { alg: 'RS256', publicKey: rsaPem },
        { alg: 'ES256', publicKey: ecPem },
      ],
    },
    { iss: 'strict', signs: ['agents'], audience: 'desk', keys: [{ alg: 'HS256', secret: NEW }] },
  ],
});

interface Made {
  readonly iss?: string;
  readonly alg?: string;
  readonly kid?: string;
  readonly aud?: string;
  readonly exp?: number;
}

const now = (): number => Math.floor(Date.now() / 1000);

function sign(
  key: KeyObject,
  { iss = 'crm', alg = 'HS256', kid, aud, exp = now() + 60 }: Made = {},
): Promise<string> {
  const jwt = new SignJWT({ tenant: 'acme', sub: 'ann', name: 'Ann' }).setProtectedHeader({
    alg,
    ...(kid !== undefined && { kid }),
  });
  if (aud !== undefined) jwt.setAudience(aud);
  return jwt.setIssuer(iss).setExpirationTime(exp).sign(key);
}

const verify = (token: string, use: 'agents' | 'calls' = 'agents') => verifyIssued(token, settings, use);
const refuses = async (
  token: string,
  code: ProblemCode = 'unauthorized',
  use: 'agents' | 'calls' = 'agents',
): Promise<void> => {
  await assert.rejects(verify(token, use), (error) => error instanceof DeskError && error.code === code);
};

describe('who signs logins', () => {
  it('accepts each of an issuer’s keys, named or not, so that keys can be changed while old tokens are about', async () => {
    for (const token of [
      await sign(secret(OLD), { kid: 'old' }),
      await sign(secret(NEW), { kid: 'new' }),
      await sign(secret(NEW)),
    ]) {
      assert.equal(((await verify(token)) as { sub: string }).sub, 'ann');
    }
    await refuses(await sign(secret(OLD), { kid: 'new' }));
    await refuses(await sign(secret(OLD), { kid: 'removed' }));
  });

  it('accepts RSA and elliptic keys', async () => {
    await verify(await sign(rsa.privateKey, { iss: 'big', alg: 'RS256' }));
    await verify(await sign(ec.privateKey, { iss: 'big', alg: 'ES256' }), 'calls');
  });

  it('uses the key’s algorithm whatever the token asks for', async () => {
    // The classic: the public key, which everybody has, used as a shared secret.
    await refuses(await sign(secret(rsaPem), { iss: 'big', alg: 'HS256' }));
    await refuses(await sign(rsa.privateKey, { iss: 'big', alg: 'RS512' }));
    await refuses(await sign(rsa.privateKey, { iss: 'big', alg: 'PS256' }));
    await refuses(await sign(secret(NEW), { alg: 'HS512' }));
    await refuses(
      new UnsecuredJWT({ tenant: 'acme', sub: 'ann' }).setIssuer('crm').setExpirationTime('1h').encode(),
    );
  });

  it('refuses another issuer, another use and another audience', async () => {
    await refuses(await sign(secret(NEW), { iss: 'stranger' }));
    await refuses(await sign(secret(NEW), { iss: 'big' }));
    await refuses(await sign(secret(NEW)), 'unauthorized', 'calls');
    await refuses(await sign(secret(NEW), { iss: 'strict' }));
    await refuses(await sign(secret(NEW), { iss: 'strict', aud: 'elsewhere' }));
    await verify(await sign(secret(NEW), { iss: 'strict', aud: 'desk' }));
  });

  it('says "expired" only of a token that was good, and lets clocks differ by half a minute', async () => {
    await verify(await sign(secret(NEW), { exp: now() - 25 }));
    await refuses(await sign(secret(NEW), { exp: now() - 40 }), 'token-expired');
    await refuses(await sign(secret('somebody-else-entirely-0123456789abc'), { exp: now() - 40 }));
  });

  it('refuses what lives for ever and what is not a token', async () => {
    const endless = await new SignJWT({ tenant: 'acme' })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('crm')
      .sign(secret(NEW));
    await refuses(endless);
    for (const text of ['', 'a', 'a.b', 'a.b.c', '..', 'e30.e30.', `${'a'.repeat(9000)}.b.c`])
      await refuses(text);
  });

  it('refuses a configuration whose keys are weak or are no keys', () => {
    const withKey = (key: object) =>
      v.safeParse(AccessSettings, { issuers: [{ iss: 'x', signs: ['agents'], keys: [key] }] }).success;
    assert.equal(withKey({ alg: 'HS256', secret: 'short' }), false);
    assert.equal(withKey({ alg: 'none', secret: NEW }), false);
    assert.equal(withKey({ alg: 'HS256', publicKey: rsaPem }), false);
    assert.equal(
      withKey({ alg: 'RS256', publicKey: '-----BEGIN PUBLIC KEY-----\nno\n-----END PUBLIC KEY-----' }),
      false,
    );
    assert.equal(withKey({ alg: 'RS256', publicKey: rsaPem }), true);
  });
});

describe('secrets of the configuration', () => {
  const config = {
    issuers: [
      {
        iss: 'crm',
        keys: [
          { kid: 'old', secret: OLD },
          { kid: 'new', secret: NEW },
        ],
      },
    ],
    queues: [],
  };

  it('are not shown, and stay as they were when sent back unseen', () => {
    const shown = withoutSecrets(config);
    assert.doesNotMatch(JSON.stringify(shown), /secret-of-the-crm/);
    assert.deepEqual(keepSecrets(shown, config), config);
  });

  it('stay with their own key when keys are removed or added', () => {
    const changed = {
      issuers: [
        {
          iss: 'crm',
          keys: [
            { kid: 'new', secret: '(unchanged)' },
            { kid: 'next', secret: '(unchanged)' },
          ],
        },
      ],
    };
    const kept = keepSecrets(changed, config) as typeof changed;
    assert.deepEqual(kept.issuers[0]?.keys, [
      { kid: 'new', secret: NEW },
      { kid: 'next', secret: '(unchanged)' },
    ]);
  });

  it('break nothing in a configuration that is no configuration', () => {
    for (const odd of [null, 7, [], { issuers: 'x' }, { issuers: [null, { keys: 7 }, { keys: [null] }] }]) {
      assert.deepEqual(keepSecrets(odd, config), odd);
      assert.deepEqual(withoutSecrets(odd), odd);
    }
  });
});
