import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configJsonSchema } from './config.js';

test('the configuration is published as JSON Schema that names every field and refuses others', () => {
  const schema = configJsonSchema() as {
    properties: Record<string, unknown>;
    additionalProperties?: boolean;
  };
  for (const field of [
    'queues',
    'notReadyReasons',
    'declineReasons',
    'policies',
    'issuers',
    'origins',
    'entryKeys',
    'retentionDays',
  ]) {
    assert.ok(field in schema.properties, field);
  }
  assert.equal(schema.additionalProperties, false);
});
