/** What the operator says by environment variables. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly databaseUrl?: string;
  readonly dataDir?: string;
  readonly livekit: { readonly url: readonly string[]; readonly apiKey: string; readonly apiSecret: string };
  readonly deskSecret: string;
  readonly configFile?: string;
  readonly proxies: number;
  readonly limitFactor: number;
  readonly metricsToken?: string;
}

/** Everything that is wrong with the environment, in plain words: one start shows it all. */
export class BadEnvironment extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'BadEnvironment';
    this.problems = problems;
  }
}

const isUrl = (text: string, ...protocols: string[]): boolean =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol);

export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];
  const given = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const needed = (name: string, meaning: string): string => {
    const value = given(name);
    if (value === undefined) problems.push(`${name} is missing: ${meaning}.`);
    return value ?? '';
  };
  const check = (name: string, value: string | undefined, good: boolean, meaning: string): void => {
    if (value !== undefined && value !== '' && !good)
      problems.push(`${name} is not right: it must be ${meaning}.`);
  };
  const number = (name: string, usual: number, max: number): number => {
    const value = Number(given(name) ?? usual);
    check(
      name,
      String(value),
      Number.isFinite(value) && value >= 0 && value <= max,
      `a number from 0 to ${max}`,
    );
    return value;
  };

  const publicUrl = needed(
    'PUBLIC_URL',
    'the address by which pages reach the desk, for example https://desk.example.com',
  );
  check('PUBLIC_URL', publicUrl, isUrl(publicUrl, 'http:', 'https:'), 'an http or https address');
  const livekitUrl = needed(
    'LIVEKIT_URL',
    'the address by which the desk reaches LiveKit, for example http://127.0.0.1:7880',
  );
  const urls = livekitUrl.split(',').map((url) => url.trim());
  check(
    'LIVEKIT_URL',
    livekitUrl,
    urls.every((url) => isUrl(url, 'http:', 'https:')),
    'one or more http addresses with commas between',
  );
  const apiKey = needed('LIVEKIT_API_KEY', 'the key that LiveKit was given');
  const apiSecret = needed('LIVEKIT_API_SECRET', 'the secret of that key');
  const deskSecret = needed('DESK_SECRET', 'at least 32 random characters, the same for every desk');
  check('DESK_SECRET', deskSecret, deskSecret.length >= 32, 'at least 32 characters long');
  const [databaseUrl, dataDir] = [given('DATABASE_URL'), given('DATA_DIR')];
  if (databaseUrl === undefined && dataDir === undefined) {
    problems.push(
      'DATA_DIR or DATABASE_URL is missing: a folder for the embedded database, or a PostgreSQL address.',
    );
  }
  check(
    'DATABASE_URL',
    databaseUrl,
    isUrl(databaseUrl ?? '', 'postgres:', 'postgresql:'),
    'a postgres address',
  );
  const port = number('PORT', 8080, 65_535);
  const proxies = number('TRUSTED_PROXIES', 0, 10);
  const limitFactor = number('RATE_LIMIT_FACTOR', 1, 1e6);
  if (problems.length > 0) throw new BadEnvironment(problems);

  const [configFile, metricsToken] = [given('DESK_CONFIG'), given('METRICS_TOKEN')];
  return {
    host: given('HOST') ?? '127.0.0.1',
    port,
    publicUrl: publicUrl.replace(/\/+$/, ''),
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(dataDir !== undefined && { dataDir }),
    livekit: { url: urls, apiKey, apiSecret },
    deskSecret,
    ...(configFile !== undefined && { configFile }),
    proxies,
    limitFactor,
    ...(metricsToken !== undefined && { metricsToken }),
  };
}
