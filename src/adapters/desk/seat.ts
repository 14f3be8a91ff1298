/** Where a contact's page remembers, over a reload, which call it is in. */
export const SEAT = 'contact/seat';
