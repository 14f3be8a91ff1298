import type { Place } from '../lan/place.mjs';

export function localPlace(ports: { crm: number; contact: number; desk: number }): Promise<Place>;
