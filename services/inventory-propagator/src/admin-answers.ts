/** An answer of the admin API, in the words of OpenAPI. */
export const answer = (description: string) => ({
  description,
  content: { 'application/json': { schema: { type: 'object' } } },
});

/** A refusal: https://www.rfc-editor.org/rfc/rfc9457 */
export const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** What every route may refuse with. */
export const refusals = {
  400: problemAnswer('The request is not understood.'),
  401: problemAnswer('No token, or none of this service.'),
  503: problemAnswer('The database is in trouble; asking again is safe.'),
};
