import { equalTexts } from './equal-texts';

/** Whether an Authorization header carries this token. No token configured means closed, never open. */
export function bearerMatches(header: string | null, token: string | undefined): boolean {
  if (!token) return false;
  return equalTexts(header ?? '', `Bearer ${token}`);
}
