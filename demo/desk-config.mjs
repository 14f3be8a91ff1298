// The desk's configuration of the demo: one tenant, a small insurance company.

/** @param {{crmOrigin: string, contactOrigin: string, secrets: {tenantSecret: string}}} place */
export function deskConfig({ crmOrigin, contactOrigin, secrets }) {
  return {
    tenants: {
      'casa-clara': {
        queues: [
          { id: 'claims', label: 'Claims', ringSeconds: 30 },
          { id: 'roadside', label: 'Roadside assistance', ringSeconds: 20 },
          { id: 'billing', label: 'Billing', ringSeconds: 30, wrapUpSeconds: 300 },
        ],
        notReadyReasons: [
          { id: 'break', label: 'Break' },
          { id: 'lunch', label: 'Lunch' },
          { id: 'training', label: 'Training' },
          { id: 'paperwork', label: 'Paperwork' },
        ],
        declineReasons: [
          { id: 'busy', label: 'Finishing something' },
          { id: 'wrong-queue', label: 'Wrong queue' },
        ],
        attachedDataLabels: [
          { key: 'policy', label: 'Policy' },
          { key: 'case', label: 'Case' },
          { key: 'product', label: 'Product' },
          { key: 'address', label: 'Insured address' },
        ],
        issuers: [
          {
            iss: 'casa-clara-crm',
            signs: ['agents', 'calls'],
            keys: [{ alg: 'HS256', secret: secrets.tenantSecret }],
          },
        ],
        origins: [crmOrigin, contactOrigin],
        entryKeys: [
          { key: 'casa-clara-web', queues: ['claims', 'roadside', 'billing'], origins: [contactOrigin] },
        ],
        retentionDays: 90,
      },
    },
  };
}
