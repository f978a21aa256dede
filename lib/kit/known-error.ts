/** An error whose message names the cause and the next step, so that a command prints it without a stack. */
export class KnownError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
