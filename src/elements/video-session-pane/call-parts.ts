/** Everything the pane shows of a call, and nothing it needs without one: loaded as one. */
export { readyForCalls } from '../../ui/for-calls.js';
export { Toolbar } from '../../ui/toolbar.js';
export { announcementOf } from './announcements.js';
export { callStyles } from './call.styles.js';
export { banners } from './banners.js';
export { requestCard } from './request-card.js';
export { othersLegs, stage } from './stage.js';
export { statusLine } from './status-line.js';
export { toolbarGroups } from './toolbar-actions.js';
export { wrapUpSheet } from './wrap-up-sheet.js';
