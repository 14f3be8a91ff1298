import { LitElement, html } from 'lit';
import type { TemplateResult } from 'lit';
import { InteractionContext } from 'video-session-window/elements/interaction-context';
import { VideoSessionPane } from 'video-session-window/elements/video-session-pane';
import type { InteractionSession } from 'video-session-window/interaction';
import { scene, settled } from 'video-session-window/testing';

/** Runs in the browser: the pane, and one LitElement that renders the very same nodes from what is known beforehand. */

interface Bench {
  /** Milliseconds until each is drawn: the pane of a connected call, and the other. */
  first(): Promise<{ readonly pane: number; readonly anchor: number }>;
  nodes(): { readonly pane: number; readonly anchor: number };
  /** A whole call with its window, and everything put away again. */
  cycle(): Promise<void>;
  /** Media tracks that are still live, and sockets that are still open. */
  leftovers(): { readonly tracks: number; readonly sockets: number };
}

declare global {
  var bench: Bench;
}

const tracks = new Set<WeakRef<MediaStreamTrack>>();
const sockets = new Set<WeakRef<WebSocket>>();
const { addTrack } = MediaStream.prototype;
MediaStream.prototype.addTrack = function (this: MediaStream, track: MediaStreamTrack) {
  tracks.add(new WeakRef(track));
  addTrack.call(this, track);
};
globalThis.WebSocket = class extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols);
    sockets.add(new WeakRef(this));
  }
};

function windowOf(session: InteractionSession): { context: InteractionContext; pane: VideoSessionPane } {
  const context = new InteractionContext();
  const pane = new VideoSessionPane();
  context.session = session;
  context.append(pane);
  return { context, pane };
}

/** A template with the nodes of `root`: its texts, classes and labels are values, as they would be of a hand-written element. */
function templateOf(root: ParentNode): TemplateResult {
  const strings = [''];
  const values: string[] = [];
  const add = (text: string) => (strings[strings.length - 1] += text);
  const bind = (value: string) => {
    values.push(value);
    strings.push('');
  };
  const visit = (node: Node): void => {
    if (node instanceof Text) return void (node.data.trim() === '' ? add(node.data) : bind(node.data));
    if (!(node instanceof Element)) return;
    add(`<${node.localName}`);
    for (const { name, value } of node.attributes) {
      const bound = name === 'class' || name === 'aria-label';
      add(` ${name}=${bound ? '' : `"${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`}`);
      if (bound) bind(value);
    }
    add('>');
    node.childNodes.forEach(visit);
    add(`</${node.localName}>`);
  };
  root.childNodes.forEach(visit);
  return html(Object.assign(strings, { raw: strings }), ...values);
}

const { session } = await scene('connected');
const one = windowOf(session);
document.body.append(one.context);
await one.pane.updateComplete;
await settled();
const shown = one.pane.renderRoot as ShadowRoot;
const template = templateOf(shown);
const sheets = shown.adoptedStyleSheets;

class Anchor extends LitElement {
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    if (root instanceof ShadowRoot) root.adoptedStyleSheets = sheets;
    return root;
  }

  protected override render(): TemplateResult {
    return template;
  }
}
customElements.define('bench-anchor', Anchor);

async function drawn(mount: () => LitElement): Promise<number> {
  const began = performance.now();
  const element = mount();
  await element.updateComplete;
  // Asks for the layout, so that drawing is counted and not only making the nodes.
  void element.offsetHeight;
  return performance.now() - began;
}

const counts = { pane: count(shown), anchor: 0 };
one.context.remove();
const other = new Anchor();
document.body.append(other);
await other.updateComplete;
counts.anchor = count(other.renderRoot);
other.remove();

function count(root: ParentNode): number {
  return root.querySelectorAll('*').length;
}

globalThis.bench = {
  nodes: () => counts,
  async first() {
    let context: InteractionContext | undefined;
    const pane = await drawn(() => {
      const made = windowOf(session);
      context = made.context;
      document.body.append(made.context);
      return made.pane;
    });
    context?.remove();
    const bare = new Anchor();
    const anchor = await drawn(() => {
      document.body.append(bare);
      return bare;
    });
    bare.remove();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return { pane, anchor };
  },
  async cycle() {
    const call = await scene('video');
    const { context, pane } = windowOf(call.session);
    document.body.append(context);
    await pane.updateComplete;
    await settled();
    context.remove();
    call.dispose();
    await settled();
  },
  leftovers: () => ({
    tracks: [...tracks].filter((track) => track.deref()?.readyState === 'live').length,
    sockets: [...sockets].filter(
      (socket) => (socket.deref()?.readyState ?? WebSocket.CLOSED) < WebSocket.CLOSING,
    ).length,
  }),
};
document.body.dataset['ready'] = 'true';
