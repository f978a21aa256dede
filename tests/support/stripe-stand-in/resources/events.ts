import { ApiError, type Routes } from '../api';

/** https://docs.stripe.com/api/events, and the undocumented call behind `stripe events resend`. */
export const events: Routes = {
  'GET /v1/events/:id': ({ id }, api) => {
    const payload = api.events.get(id);
    if (!payload) throw new ApiError(404, `No such event: '${id}'`, undefined, 'resource_missing');
    return JSON.parse(payload);
  },

  'POST /v1/events/:id/retry': ({ id }, api) => api.resend(id),
};
