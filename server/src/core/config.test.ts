import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { DeskConfig, arranged } from './config.js';

test('attached data is shown in the configured order and words; what nobody named comes after, and nothing is lost', () => {
  const config = v.parse(DeskConfig, {
    attachedDataLabels: [
      { key: 'policy', label: 'Policy' },
      { key: 'case', label: 'Case' },
    ],
  });
  const data = [
    { key: 'note', value: 'x' },
    { key: 'case', value: '4711', label: 'Claim' },
    { key: 'policy', value: 'H-2231' },
  ];
  assert.deepEqual(arranged(config, data), [
    { key: 'policy', value: 'H-2231', label: 'Policy' },
    { key: 'case', value: '4711', label: 'Claim' },
    { key: 'note', value: 'x' },
  ]);
});
