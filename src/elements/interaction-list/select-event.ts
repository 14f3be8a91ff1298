/** Fired before an interaction becomes the chosen one. Cancel it to keep the one that is. */
export class InteractionSelectEvent extends Event {
  static readonly type = 'interaction-select';
  readonly interaction: string;

  constructor(interaction: string) {
    super(InteractionSelectEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.interaction = interaction;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'interaction-select': InteractionSelectEvent;
  }
}
