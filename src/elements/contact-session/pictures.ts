import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { SessionState } from '../../interaction/index.js';
import { agentsIn } from '../../interaction/index.js';
import { icon } from '../../ui/icons.js';
import * as words from '../../ui/words/contact.js';
import * as format from '../../ui/words/format.js';
import { nameOf } from '../parts/names.js';
import { agentName } from './screen.js';

/** The picture that fills the phone: what the contact shows with the rear camera, else the agent's face. */
export function pictures(state: SessionState, now: number, speaks: (leg: string) => boolean): TemplateResult {
  const { interaction, media } = state;
  const agents = interaction ? agentsIn(interaction) : [];
  const own = media.camera.state === 'on';
  const ownFills = own && media.facing === 'environment';
  const name = agentName(state) ?? words.yourAgent();
  const leg = agents[0]?.legs[0]?.id ?? '';
  const seen = media.remote.some((one) => one.leg === leg && one.camera === 'on');
  const elapsed = interaction?.connectedAt === undefined ? 0 : now - interaction.connectedAt;
  return html`<div class="pictures ${ownFills ? 'own-fills' : ''}" part="pictures">
    <div class="line" part="line"><h1>${name}</h1><span class="timer">${format.duration(elapsed)}</span></div>
    <figure class="agent ${speaks(leg) ? 'speaking' : ''}" part="agent">
      <video data-leg=${leg} playsinline muted .muted=${true} ?hidden=${!seen}></video>
      ${seen ? nothing : html`<div class="portrait"><span class="initials">${icon('headset')}</span><p>${words.speakingWith(name)}</p></div>`}
    </figure>
    ${agents.slice(1).map((party) => {
      const other = party.legs[0]?.id ?? '';
      const shown = media.remote.some((one) => one.leg === other && one.camera === 'on');
      return html`<figure class="agent" ?hidden=${!shown} aria-label=${nameOf(state, party.id) ?? words.yourAgent()}>
        <video data-leg=${other} playsinline muted .muted=${true}></video>
      </figure>`;
    })}
    <figure class="own" part="preview" ?hidden=${!own}>
      <video data-leg="local" class=${media.facing === 'user' ? 'mirrored' : ''} playsinline muted .muted=${true}></video>
    </figure>
  </div>`;
}
