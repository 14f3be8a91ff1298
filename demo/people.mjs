// Who works and who calls in the demo. Everybody here is made up.

export const agents = [
  { id: 'anna.berg', name: 'Anna Berg', queues: ['claims', 'billing'], capacity: 1 },
  { id: 'tomas.ruiz', name: 'Tomás Ruiz', queues: ['claims', 'roadside'], capacity: 2 },
  { id: 'aisha.khan', name: 'Aisha Khan', queues: ['roadside', 'billing'], capacity: 1 },
];

export const customers = [
  {
    ref: 'C-4711',
    name: 'Maria López',
    phone: '+34 600 11 22 33',
    city: 'Valencia',
    since: '2019',
    queue: 'claims',
    subject: 'Water damage in the kitchen',
    data: [
      { key: 'policy', value: 'H-2231 Home Plus' },
      { key: 'case', value: '4711' },
      { key: 'address', value: 'Calle Mayor 12, 46001 Valencia' },
    ],
  },
  {
    ref: 'C-1208',
    name: 'Jonas Weber',
    phone: '+49 151 555 01 02',
    city: 'Köln',
    since: '2022',
    queue: 'roadside',
    subject: 'Car does not start',
    data: [
      { key: 'policy', value: 'A-9917 Car Comfort' },
      { key: 'product', value: 'Roadside 24' },
    ],
  },
  {
    ref: 'C-3390',
    name: 'ليلى حداد',
    phone: '+971 50 555 0133',
    city: 'Dubai',
    since: '2021',
    queue: 'billing',
    subject: 'Invoice of October',
    data: [{ key: 'policy', value: 'T-0042 Travel' }],
  },
];
