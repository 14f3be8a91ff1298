// What a gallery page can be asked for besides the phase.

export const knobs = {
  names: ['plain', 'long', 'hostile', 'arabic', 'none'],
  time: ['stands still', 'runs'],
  width: ['full', '320', '390', '560', '900', '1440'],
  dir: ['ltr', 'rtl'],
  lang: ['en', 'de', 'es', 'fr', 'ar'],
  scheme: ['as the system', 'light', 'dark'],
};

const data = (...rows) => rows.map(([label, value], at) => ({ key: `field-${at}`, label, value }));

export const calls = {
  plain: {
    contact: { ref: 'crm-4711', name: 'María López' },
    subject: 'Claim 4711, water damage',
    attachedData: data(
      ['Policy', 'H-2209-118'],
      ['City', 'Málaga'],
      ['Insured since', '2014'],
      ['Language', 'Spanish'],
      ['Tier', 'Gold'],
    ),
  },
  long: {
    contact: {
      ref: 'crm-1',
      name: 'Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine the Elder of Philadelphia',
    },
    subject:
      'Rechtsschutzversicherungsgesellschaften: the question whether the water that came through the ceiling was rain',
    attachedData: data(
      [
        'Bundesversicherungsamtsaktenzeichen',
        'https://example.org/a/very/long/address/without/any/space/in/it',
      ],
      ['Remark', 'A text that goes on and on. '.repeat(8)],
    ),
  },
  hostile: {
    contact: { ref: 'crm-2', name: '<img src=x onerror=alert(1)>' },
    subject: '"><script>alert(2)</script>\u202Egnirts desrever',
    attachedData: data(['<b>bold</b>', '<a href="javascript:alert(3)">press</a>']),
  },
  arabic: {
    contact: { ref: 'crm-3', name: 'ليلى الفاسي' },
    subject: 'أضرار المياه في المطبخ',
    attachedData: data(['المدينة', 'الدار البيضاء'], ['Policy', 'H-2209-118']),
  },
  none: { contact: {}, subject: undefined },
};

const mediaOf = (side, { media }) => (side === 'contact' ? media.contact : media.agent);

/** What may go wrong, as the element of this side meets it. */
export function failuresOf(side) {
  const room = (made) => mediaOf(side, made).rooms.at(-1);
  const device = (source, fault) => (made) => {
    const { devices } = mediaOf(side, made);
    devices.fail(source, fault);
    devices.unplug(source);
  };
  const connection = (change) => (made) =>
    room(made)?.report({ connection: { since: made.clock.now(), ...change } });
  return {
    none: undefined,
    'desk unreachable': ({ desk }) => desk.goOffline(true),
    'signed out': ({ desk }) => desk.signOut(true),
    'command refused': (made) => refuse(made, side),
    ...(side === 'agent'
      ? {}
      : {
          'microphone denied': device('microphone', 'denied'),
          'camera lost': device('camera', 'missing'),
          'media reconnecting': connection({ state: 'reconnecting', mediaFlows: false }),
          'media gone': connection({ state: 'refused', code: 'media-unavailable' }),
          'sound blocked': (made) => room(made)?.report({ playbackBlocked: true }),
          'open elsewhere': (made) => room(made)?.removed('open-elsewhere'),
        }),
  };
}

async function refuse({ desk, session, contactSession, agentSession }, side) {
  desk.refuseNext('forbidden');
  const assignment = session.state.interaction?.assignments.at(-1);
  if (side === 'contact') await contactSession.request({ type: 'enable-video', data: { camera: true } });
  else if (assignment?.status === 'offered') {
    await session.request({ type: 'accept', data: { assignment: assignment.id } });
  } else if (side === 'agent') await agentSession.request({ type: 'set-ready' });
  else if (assignment?.status === 'wrap-up') {
    await session.request({ type: 'mark-done', data: { assignment: assignment.id } });
  } else await session.request({ type: 'hold', data: {} });
}
