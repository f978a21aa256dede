/** A mail before it is addressed and sent: what its readers see. */
export type MailContent = { to: string[]; subject: string; html: string; text: string };
