import { useCallIcons } from '../../ui/call-icons.js';

/** Everything the pane shows of a call, and nothing it needs without one: loaded as one. */
export function begin(): void {
  useCallIcons();
}

export { Toolbar } from '../../ui/toolbar.js';
export { announcementOf } from './announcements.js';
export { banners } from './banners.js';
export { requestCard } from './request-card.js';
export { othersLegs, stage } from './stage.js';
export { toolbarGroups } from './toolbar-actions.js';
export { wrapUpSheet } from './wrap-up-sheet.js';
