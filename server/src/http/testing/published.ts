import assert from 'node:assert/strict';
import type { House } from './house.js';

interface Published {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<string, { readonly responses: Readonly<Record<string, { readonly description: string }>> }>
      >
    >
  >;
}

/** Every answer the house gave stands in the interface it publishes: the status, and for a refusal its code. */
export async function assertPublished(house: House): Promise<void> {
  const answered = [...house.answered];
  const { paths } = (await house.get('/v1/openapi.json')).body as unknown as Published;
  for (const { method, path, status, text } of answered) {
    const [plain = ''] = path.split('?');
    const known = Object.keys(paths).find((template) =>
      new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(plain),
    );
    const operation = known === undefined ? undefined : paths[known]?.[method.toLowerCase()];
    if (!operation) {
      assert.ok(
        status === 404 || status === 405,
        `${method} ${plain} answers ${status} but is not published`,
      );
      continue;
    }
    const published = operation.responses[String(status)];
    assert.ok(published, `${method} ${known}: the answer ${status} is not published: ${text}`);
    if (status < 400) continue;
    const { code } = JSON.parse(text) as { code: string };
    assert.ok(
      published.description.split(', ').includes(code),
      `${method} ${known}: the code ${code} is not published`,
    );
  }
}
