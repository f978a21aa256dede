/**
 * An event that can never succeed, however often it is tried: a field is missing where it is required. It becomes
 * `failed` at once. Thrown instead of guessing.
 */
export class UnprocessableEvent extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnprocessableEvent';
  }
}
