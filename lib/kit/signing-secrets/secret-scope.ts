/** The two modes of Stripe: https://docs.stripe.com/keys#test-live-modes */
export type Mode = 'test' | 'live';

/** Whose events an endpoint brings: its own account's, those of connected accounts, either, or these accounts'. */
export type Accounts = 'own' | 'connected' | 'any' | string[];

/** What a signing secret may sign. Each endpoint has a secret of its own, in one mode, for one kind of account. */
export type SecretScope = { modes: Mode[]; accounts: Accounts };

/** What of an event its secret has to cover. `account` is null for an event of one's own account. */
export type Claimed = { livemode: boolean; account: string | null };

const modeOf = (livemode: boolean): Mode => (livemode ? 'live' : 'test');

const coversAccount = (accounts: Accounts, account: string | null): boolean => {
  if (accounts === 'any') return true;
  if (accounts === 'own') return account === null;
  return account !== null && (accounts === 'connected' || accounts.includes(account));
};

/**
 * Whether a secret may sign an event that claims this. `kept`: an event of test mode by a live Connect endpoint, which gets
 * those as well; it is stored and not applied. https://docs.stripe.com/connect/webhooks#connect-webhooks
 */
export function judgeScope(scope: SecretScope, claimed: Claimed): 'covered' | 'kept' | 'outside' {
  if (!coversAccount(scope.accounts, claimed.account)) return 'outside';
  if (scope.modes.includes(modeOf(claimed.livemode))) return 'covered';
  return !claimed.livemode && claimed.account !== null ? 'kept' : 'outside';
}

/** A scope in words: “live, connected accounts”. */
export function describeScope({ modes, accounts }: SecretScope): string {
  const whose =
    accounts === 'own'
      ? 'own account'
      : accounts === 'connected'
        ? 'connected accounts'
        : accounts === 'any'
          ? 'any account'
          : accounts.join(', ');
  return `${modes.join(' and ')}, ${whose}`;
}

/** What an event claims, in words: “a live event of acct_…”. */
export const describeClaim = ({ livemode, account }: Claimed): string =>
  `a ${modeOf(livemode)} event of ${account ?? 'one’s own account'}`;
