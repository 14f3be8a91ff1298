import { after, before, test } from 'node:test';
import type {} from 'video-session-window';
import { Party } from './support/party.js';
import { call, goReady } from './support/story.js';
import type { World } from './support/world.js';
import { startWorld } from './support/world.js';

let world: World;
let tomas: Party;
let maria: Party;
let jonas: Party;

before(async () => {
  [world, tomas, maria, jonas] = await Promise.all([
    startWorld(),
    Party.launch('Tomás', { camera: 'green', tone: 500 }),
    Party.launch('Maria', { camera: 'red', tone: 1100, phone: true }),
    Party.launch('Jonas', { camera: 'blue', tone: 1700, phone: true }),
  ]);
});
after(async () => {
  await Promise.all([tomas?.close(), maria?.close(), jonas?.close()]);
  await world?.close();
});

/** As an integrator would: one context with a pane for each open interaction, side by side. */
async function showPaneFor(contact: string): Promise<string> {
  return await tomas.page.evaluate(async (reference) => {
    const desk = document.querySelector('agent-desk')!;
    const session = desk.session!.sessions.find((one) => one.state.interaction?.contact === reference)!;
    const context = document.createElement('interaction-context');
    context.id = `context-${reference}`;
    context.setAttribute('interaction-id', session.id);
    context.append(document.createElement('video-session-pane'));
    document.querySelector('.session')!.append(context);
    return session.id;
  }, contact);
}

test('two calls on one page do not touch: accepting or unholding one holds the other, and the microphone reaches one', async () => {
  await goReady(tomas, world.agentPage('tomas.ruiz'));
  await call(maria, world.contactPage({ customer: 'C-4711' }));
  await tomas.press('Accept');
  await Promise.all([tomas.hears(1100), maria.hears(500)]);

  await call(jonas, world.contactPage({ customer: 'C-1208' }));
  await tomas.press('Accept');
  await jonas.hears(500);
  await maria.reads(/on hold/i);
  await Promise.all([maria.hearsNo(500), jonas.hearsNo(1100)]);

  await showPaneFor('C-4711');
  await showPaneFor('C-1208');
  const pane = (contact: string) => tomas.page.locator(`#context-${contact} video-session-pane`);
  await pane('C-4711')
    .getByText(/^On hold$/)
    .first()
    .waitFor();
  await pane('C-1208').getByText('Connected').first().waitFor();

  await pane('C-4711').getByRole('button', { name: 'Unhold' }).click();
  await maria.hears(500);
  await jonas.reads(/on hold/i);
  await jonas.hearsNo(500);
  await tomas.hears(1100);
  await pane('C-1208')
    .getByText(/^On hold$/)
    .first()
    .waitFor();

  await pane('C-1208').getByRole('button', { name: 'Disconnect' }).click();
  await jonas.reads('The call has ended');
  await Promise.all([maria.hears(500), tomas.hears(1100)]);
  tomas.assertNoTrouble();
  maria.assertNoTrouble();
  jonas.assertNoTrouble();
});
