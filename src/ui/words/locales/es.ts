// Do not modify this file by hand!
// Re-generate this file by running lit-localize

/* eslint-disable no-irregular-whitespace */
/* eslint-disable @typescript-eslint/no-explicit-any */

export const templates = {
  s2ceb11be2290bb1b: `Cancelar`,
  s37a9e8aec5713460: `Más`,
  s5e8250fb85d64c23: `Cerrar`,
  s7d7ca36ecef354a5: `En curso`,
  scd1dd6ff53d0d01a: `Reintentar`,
};
