import type { CommandBody, CommandType, SessionState } from '../../interaction/index.js';
import { contactOf, isPending, ownAssignment, ownParty } from '../../interaction/index.js';
import type { ToolbarAction } from '../../ui/toolbar.js';
import { wordsOf } from '../../ui/words/codes.js';
import * as words from '../../ui/words/session.js';
import type { PanePhase } from './phase.js';

export interface Acting {
  readonly state: SessionState;
  readonly phase: PanePhase;
  readonly refusal: (command: CommandBody) => string | undefined;
  readonly request: (command: CommandBody) => void;
  readonly setMicrophone: (on: boolean) => void;
  readonly swap: () => void;
}

/** The toolbar's groups. A button that may not run stays, and says why; the same rule answers in the desk. */
export function toolbarGroups(acting: Acting): readonly (readonly ToolbarAction[])[] {
  const { phase } = acting;
  if (phase === 'empty' || phase === 'done' || phase === 'ended') return [];
  if (phase === 'wrap-up') return [[markDone(acting)]];
  return [
    [microphone(acting), videoAction(acting)],
    [holdAction(acting)],
    // What has no room moves into the menu from here on: these two first, Hold last.
    [...ownCamera(acting), swapAction(acting)],
    [disconnect(acting), markDone(acting)],
  ];
}

/** A button for a command: its reason comes from the rule, its ring from what is on the way. */
function button(
  acting: Acting,
  part: string,
  command: CommandBody,
  look: Pick<ToolbarAction, 'label' | 'icon'> & Partial<ToolbarAction>,
  alsoBusy: readonly CommandType[] = [],
): ToolbarAction {
  const busy = isPending(acting.state, command.type, ...alsoBusy);
  const code = busy ? undefined : acting.refusal(command);
  return {
    part,
    ...look,
    busy,
    reason: code && wordsOf(code).cause(),
    onPress: () => acting.request(command),
  };
}

function microphone({ state, setMicrophone }: Acting): ToolbarAction {
  const on = state.intent.microphone;
  const { microphone: device } = state.media;
  return {
    part: 'mute',
    label: on ? words.mute() : words.unmute(),
    icon: on ? 'mic' : 'mic-off',
    hint: device.state === 'failed' ? wordsOf(device.code).cause() : undefined,
    onPress: () => setMicrophone(!on),
  };
}

function videoAction(acting: Acting): ToolbarAction {
  const { video } = acting.state.interaction!;
  if (video.phase === 'on') {
    const look = { label: words.disableVideo(), icon: 'video-off' } as const;
    return button(acting, 'disable-video video-stream', { type: 'disable-video', data: {} }, look);
  }
  const askedByUs = video.ask !== undefined && video.ask.by !== contactOf(acting.state.interaction!)?.id;
  if (askedByUs) {
    const look = { label: words.cancelRequest(), icon: 'close' } as const;
    return button(acting, 'cancel-video video-stream', { type: 'cancel-video-request', data: {} }, look);
  }
  const look = { label: words.enableVideo(), icon: 'video' } as const;
  const enable = { type: 'enable-video', data: { camera: true } } as const;
  return button(acting, 'enable-video video-stream', enable, look, ['answer-video']);
}

/** One may see without showing, and change one's mind. */
function ownCamera(acting: Acting): readonly ToolbarAction[] {
  const { video } = acting.state.interaction!;
  const own = ownParty(acting.state);
  if (video.phase !== 'on' || !own) return [];
  const shows = video.cameras[own.id] === true;
  const label = shows ? words.hideMe() : words.showMe();
  const look = { label, icon: shows ? 'eye-off' : 'eye', compact: true } as const;
  return [button(acting, 'own-camera', { type: 'set-camera', data: { on: !shows } }, look)];
}

function holdAction(acting: Acting): ToolbarAction {
  if (!contactOf(acting.state.interaction!)?.held) {
    return button(acting, 'hold', { type: 'hold', data: {} }, { label: words.hold(), icon: 'hold' });
  }
  return button(
    acting,
    'unhold',
    { type: 'unhold', data: {} },
    { label: words.unhold(), icon: 'unhold', kind: 'primary' },
  );
}

function swapAction({ state, swap }: Acting): ToolbarAction {
  const reason = state.media.camera.state === 'on' ? undefined : wordsOf('video-not-on').cause();
  return { part: 'swap', label: words.swap(), icon: 'swap', compact: true, reason, onPress: swap };
}

function disconnect(acting: Acting): ToolbarAction {
  const look = { label: words.disconnect(), icon: 'phone-off', kind: 'danger', keep: true } as const;
  return button(acting, 'disconnect', { type: 'disconnect', data: {} }, look, ['end-for-everyone']);
}

function markDone(acting: Acting): ToolbarAction {
  const assignment = ownAssignment(acting.state)?.id ?? 'none';
  const kind = acting.phase === 'wrap-up' ? 'primary' : 'plain';
  return button(
    acting,
    'mark-done',
    { type: 'mark-done', data: { assignment } },
    { label: words.markDone(), icon: 'done', kind, keep: true },
  );
}
