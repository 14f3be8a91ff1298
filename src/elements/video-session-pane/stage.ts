import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Leg, Party, SessionState } from '../../interaction/index.js';
import { agentsIn, contactOf, ownParty } from '../../interaction/index.js';
import { icon } from '../../ui/icons.js';
import * as format from '../../ui/words/format.js';
import * as words from '../../ui/words/session.js';
import { contactName, nameOf } from '../parts/names.js';

export interface StageView {
  readonly state: SessionState;
  readonly held: boolean;
  readonly heldFor: number;
  /** The preview is the bigger one. */
  readonly swapped: boolean;
  readonly speaks: (leg: string) => boolean;
}

/** The legs whose sound this page plays: everybody else's in the call. */
export function othersLegs(state: SessionState): readonly Leg[] {
  const own = ownParty(state);
  return (state.interaction?.parties ?? [])
    .filter((party) => party.leftAt === undefined && party.id !== own?.id)
    .flatMap((party) => party.legs);
}

/** View and preview. The video elements stay where they are for the whole call, so that no picture is torn down. */
export function stage(view: StageView): TemplateResult {
  const { state, held, swapped } = view;
  const { interaction, media } = state;
  const own = ownParty(state);
  const showsOwn = !held && media.camera.state === 'on';
  const others = interaction ? agentsIn(interaction).filter((party) => party.id !== own?.id) : [];
  return html`<div class="stage ${swapped && showsOwn ? 'swapped' : ''}" part="stage">
    ${contactTile(view)}
    ${others.map((party) => agentTile(view, party.legs[0], nameOf(state, party.id) ?? words.agent()))}
    <figure class="tile own" part="preview" ?hidden=${!showsOwn}>
      <video
        part="own-video"
        class=${media.facing === 'user' ? 'mirrored' : ''}
        data-leg="local"
        playsinline
        muted
        .muted=${true}
      ></video>
      <figcaption class="plate">${words.you()}</figcaption>
    </figure>
    ${held ? heldSlate(view.heldFor) : nothing}
  </div>`;
}

function contactTile({ state, held, speaks }: StageView): TemplateResult {
  const contact = state.interaction && contactOf(state.interaction);
  const leg = contact && shownLeg(contact, state);
  const name = contactName(state) ?? words.contact();
  const remote = state.media.remote.find((one) => one.leg === leg?.id);
  const picture = !held && remote?.camera === 'on';
  const speaking = contact?.legs.some((one) => speaks(one.id)) === true;
  return html`<figure class="tile view ${speaking ? 'speaking' : ''}" part="view" aria-label=${name}>
    <video part="video" data-leg=${leg?.id ?? ''} playsinline muted .muted=${true} ?hidden=${!picture}></video>
    ${picture || held ? nothing : portrait(name, note(state, remote?.camera, name))}
    <figcaption class="plate">
      ${speaking ? html`${icon('volume')}<span class="visually-hidden">${words.speaks(name)}</span>` : nothing}
      <span>${name}</span>
    </figcaption>
  </figure>`;
}

/** Of several devices of one person the one that shows something; of several of those the latest to come. */
function shownLeg({ legs }: Party, { media }: SessionState): Leg | undefined {
  const shows = (camera: 'on' | 'paused') =>
    legs.findLast(({ id }) => media.remote.some((one) => one.leg === id && one.camera === camera));
  return shows('on') ?? shows('paused') ?? legs[0];
}

function note(state: SessionState, camera: 'off' | 'on' | 'paused' | undefined, name: string): string {
  if (state.interaction?.video.phase !== 'on') return words.voiceOnly(name);
  return camera === 'paused' ? words.picturePaused(name) : words.cameraOff(name);
}

function agentTile({ state, speaks }: StageView, leg: Leg | undefined, name: string): TemplateResult {
  const remote = state.media.remote.find((one) => one.leg === leg?.id);
  const speaking = leg !== undefined && speaks(leg.id);
  return html`<figure class="tile agent ${speaking ? 'speaking' : ''}" part="agent-view" aria-label=${name}>
    <video data-leg=${leg?.id ?? ''} playsinline muted .muted=${true} ?hidden=${remote?.camera !== 'on'}></video>
    ${remote?.camera === 'on' ? nothing : portrait(name, '')}
    <figcaption class="plate">${name}</figcaption>
  </figure>`;
}

/** What a reader takes for one letter, which may be several characters. */
const letters = new Intl.Segmenter();

function initialsOf(name: string): string {
  const words = name.split(/\s+/u).slice(0, 2);
  return words.map((word) => letters.segment(word).containing(0)?.segment ?? '').join('');
}

function portrait(name: string, line: string): TemplateResult {
  return html`<div class="portrait" part="portrait">
    <span class="initials" aria-hidden="true">${initialsOf(name)}</span>
    <span class="portrait-note">${line}</span>
  </div>`;
}

function heldSlate(time: number): TemplateResult {
  return html`<div class="slate" part="slate">
    ${icon('hold')}
    <strong>${words.heldFor(format.duration(time))}</strong>
    <span>${words.heldHint()}</span>
  </div>`;
}
