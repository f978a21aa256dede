/** Two events of one second tell two states of an object, and only Stripe knows which holds. Its transaction is given up. */
export class UndecidedSecond extends Error {
  constructor(
    readonly objectId: string,
    readonly eventIds: string[],
  ) {
    super(`Which of ${eventIds.join(', ')} tells how ${objectId} stands has to be asked at Stripe`);
    this.name = 'UndecidedSecond';
  }
}
