import { type NextRequest, NextResponse } from 'next/server';
import { z } from 'zod';
import { createCardSetup } from '@/lib/checkout/create-card-setup';
import { readCustomerToken, writeCustomerToken } from '@/lib/checkout/customer-token';
import { answer } from '../../_lib/answer';
import { customerCookie, customerCookieOptions } from '../../_lib/cookies';

const askedSchema = z.object({ attempt: z.uuid() });
const readAttempt = (json: unknown): string | null => askedSchema.safeParse(json).data?.attempt ?? null;

/** Makes the SetupIntent of this visitor's next card, or finds it, and hands out its client secret. */
export const POST = (request: NextRequest): Promise<NextResponse> =>
  answer(request, readAttempt, async (stripe, attempt) => {
    const known = readCustomerToken(request.cookies.get(customerCookie)?.value);
    const { customer, clientSecret } = await createCardSetup(stripe, known, attempt);
    const response = NextResponse.json({ clientSecret });
    response.cookies.set(customerCookie, writeCustomerToken(customer), customerCookieOptions());
    return response;
  });
