/**
 * Requests that wait: for an operator's word or for the CA. Keeps their messages, sealed as they
 * came, so that a poll finds them; lets people decide.
 */
package org.scepter.registrationpoint.approval;
