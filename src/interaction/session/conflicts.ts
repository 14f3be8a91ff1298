import type { CommandType } from '../wire/commands.js';

/** A command is refused as busy only where it conflicts with one on its way; everything else stays usable. */
const groups: Readonly<Record<CommandType, string>> = {
  accept: 'offer',
  decline: 'offer',
  'enable-video': 'video',
  'answer-video': 'video',
  'cancel-video-request': 'video',
  'disable-video': 'video',
  'set-camera': 'camera',
  hold: 'hold',
  unhold: 'hold',
  'take-over': 'leg',
  'end-for-everyone': 'end',
  disconnect: 'end',
  'mark-done': 'done',
};

export function conflicts(one: CommandType, other: CommandType): boolean {
  return groups[one] === groups[other];
}
