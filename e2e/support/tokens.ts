import { SignalResponse } from '@livekit/protocol';
import type { Page } from 'playwright-core';

/** Every token a page ever had for media: those it presented, and those LiveKit gave it over signalling. */
export class TokenTap {
  readonly presented = new Set<string>();
  readonly refreshed = new Set<string>();

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      const token = new URL(socket.url()).searchParams.get('access_token');
      if (token) this.presented.add(token);
      socket.on('framereceived', ({ payload }) => {
        if (typeof payload === 'string') return;
        const { message } = SignalResponse.fromBinary(payload);
        if (message.case === 'refreshToken') this.refreshed.add(message.value);
      });
    });
  }

  get all(): readonly string[] {
    return [...this.presented, ...this.refreshed];
  }
}
