import type { CommandBody, InteractionSession, Outcome } from '../interaction/index.js';
import { InteractionRequestEvent, VETO_LIMIT_MS } from './events.js';

const vetoed = { ok: false, code: 'vetoed' } as const;

/** Asks the page first, then the desk: at once, in the same turn, unless the page wants time to decide. */
export async function requestAfterVeto(
  host: EventTarget,
  session: InteractionSession,
  command: CommandBody,
): Promise<Outcome> {
  const event = new InteractionRequestEvent(command);
  if (!host.dispatchEvent(event)) return vetoed;
  if (event.decisions.length > 0 && !(await allowed(session, event.decisions))) return vetoed;
  return await session.request(event.command);
}

async function allowed(
  session: InteractionSession,
  decisions: readonly Promise<unknown>[],
): Promise<boolean> {
  let cancel = () => {};
  const late = new Promise<false>((resolve) => {
    cancel = session.after(VETO_LIMIT_MS, () => resolve(false));
  });
  const all = Promise.all(decisions).then(
    (answers) => answers.every((answer) => answer !== false),
    () => false,
  );
  const answer = await Promise.race([all, late]);
  cancel();
  return answer;
}
