/** What is used of livekit-client, by name, so that a bundler can leave the rest out. Only `sdk.ts` loads it. */
export { LogLevel, LoggerNames, Room, getLogger } from 'livekit-client';
