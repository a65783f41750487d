/**
 * A program of the operator's as the authority of an endpoint, asked as step-ca asks its {@code
 * SCEPCHALLENGE} webhooks: one POST with the challenge and the request, signed with HMAC, to be
 * answered with yes or no.
 */
package org.scepter.registrationpoint.webhook;
