import { type NextRequest, NextResponse } from 'next/server';
import { z } from 'zod';
import { readCustomerToken, writeCustomerToken } from '@/lib/checkout/customer-token';
import { createCardSetup } from '@/lib/checkout/save-card';
import { answer, refuse, refuseTooMany } from '../../_lib/answer';
import { customerCookie, customerCookieOptions } from '../../_lib/cookies';

const askedSchema = z.object({ attempt: z.uuid() });

/** Makes the SetupIntent of this visitor's next card, or finds it, and hands out its client secret. */
export const POST = (request: NextRequest): Promise<NextResponse> =>
  answer(request, async (stripe, asked) => {
    const attempt = askedSchema.safeParse(asked).data?.attempt;
    if (!attempt) return refuse('invalid_request');
    const tooMany = await refuseTooMany(request);
    if (tooMany) return tooMany;
    const known = readCustomerToken(request.cookies.get(customerCookie)?.value);
    const { customer, clientSecret } = await createCardSetup(stripe, known, attempt);
    const response = NextResponse.json({ clientSecret });
    response.cookies.set(customerCookie, writeCustomerToken(customer), customerCookieOptions());
    return response;
  });
