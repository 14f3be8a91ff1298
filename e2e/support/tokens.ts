import { SignalResponse } from '@livekit/protocol';
import type { Page } from 'playwright-core';

/** Every token a page ever had for media: those it presented, and those LiveKit gave it over signalling. */
export class TokenTap {
  readonly presented = new Set<string>();
  readonly refreshed = new Set<string>();
  /** A whole join request, as livekit-client makes it: the gate reads nothing without one. */
  joinRequest = '';

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      const { searchParams } = new URL(socket.url());
      const token = searchParams.get('access_token');
      if (token) this.presented.add(token);
      this.joinRequest ||= searchParams.get('join_request') ?? '';
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
