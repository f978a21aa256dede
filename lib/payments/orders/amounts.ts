const ascending = (amounts: bigint[]): bigint[] => amounts.sort((a, b) => Number(a > b) - Number(a < b));

/** All of these amounts together. */
export const sum = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

/** The largest of these amounts. */
export const most = (...amounts: [bigint, ...bigint[]]): bigint => ascending(amounts).at(-1) ?? amounts[0];

/** The smallest of these amounts. */
export const least = (...amounts: [bigint, ...bigint[]]): bigint => ascending(amounts)[0] ?? amounts[0];
