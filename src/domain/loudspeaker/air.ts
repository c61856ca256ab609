/** The air loudspeakers are computed in: dry, 20 °C, 101.325 kPa. */

/** Density of air in kg/m³. */
export const AIR_DENSITY = 1.2041;
/** Speed of sound in m/s. */
export const SOUND_SPEED = 343.21;
/** Bulk stiffness of air, rho c², in Pa: what makes a litre of air a spring. */
export const AIR_STIFFNESS = AIR_DENSITY * SOUND_SPEED ** 2;
/** Reference sound pressure, 0 dB SPL, in Pa. */
export const REFERENCE_PRESSURE = 20e-6;
