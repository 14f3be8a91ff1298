import { loadWithCall } from '../../connect/late-call.js';
import { loadCallParts } from './late-parts.js';
import { VideoSessionPane } from './video-session-pane.js';

loadWithCall(loadCallParts);
if (!customElements.get('video-session-pane')) customElements.define('video-session-pane', VideoSessionPane);

export { VideoSessionPane };
