import type { AnyCommandBody } from '../wire/commands.js';
import * as call from './call.js';
import * as offers from './offers.js';
import * as presence from './presence.js';
import type { Rule } from './rule.js';
import * as video from './video.js';

type RuleTable = {
  readonly [T in AnyCommandBody['type']]: Rule<Extract<AnyCommandBody, { type: T }>['data']>;
};

/** Every command and its rule: the one place that decides what may happen. */
export const rules: RuleTable = {
  accept: offers.accept,
  decline: offers.decline,
  enqueue: offers.enqueue,
  offer: offers.offer,
  'ring-out': offers.ringOut,
  withdraw: offers.withdraw,
  'enable-video': video.enableVideo,
  'answer-video': video.answerVideo,
  'cancel-video-request': video.cancelVideoRequest,
  'lapse-video-request': video.lapseVideoRequest,
  'set-camera': video.setCamera,
  'disable-video': video.disableVideo,
  hold: call.hold,
  unhold: call.unhold,
  disconnect: call.disconnect,
  'end-for-everyone': call.endForEveryone,
  'end-by-system': call.endBySystem,
  'take-over': call.takeOver,
  'add-leg': call.addLeg,
  'mark-done': call.markDone,
  'end-wrap-up': call.endWrapUp,
  'report-absence': presence.reportAbsence,
  'report-presence': presence.reportPresence,
  'give-up-on': presence.giveUpOn,
  'save-content': presence.saveContent,
  'agree-privacy': presence.agreePrivacy,
};
