import { VideoSessionPane } from './video-session-pane.js';

if (!customElements.get('video-session-pane')) customElements.define('video-session-pane', VideoSessionPane);

export { VideoSessionPane };
