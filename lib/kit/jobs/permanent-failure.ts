/**
 * Work on the outside that cannot succeed, however often it is tried: the mail server refuses the recipient, a shop's
 * own code finds the goods sold out. The effect is `failed` at once and waits for a person, who can try it again.
 */
export class PermanentFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PermanentFailure';
  }
}
