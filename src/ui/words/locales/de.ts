// Do not modify this file by hand!
// Re-generate this file by running lit-localize

/* eslint-disable no-irregular-whitespace */
/* eslint-disable @typescript-eslint/no-explicit-any */

export const templates = {
  s2ceb11be2290bb1b: `Abbrechen`,
  s37a9e8aec5713460: `Mehr`,
  s5e8250fb85d64c23: `Schließen`,
  s7d7ca36ecef354a5: `Wird ausgeführt`,
  scd1dd6ff53d0d01a: `Erneut versuchen`,
};
