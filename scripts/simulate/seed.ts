/** The seed of all simulated trials. */
export const seed = 20_260_919;
