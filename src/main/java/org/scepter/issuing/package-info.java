/**
 * The CA: templates, planning, recording, signing, and what it publishes. Issues for an
 * authorisation alone, from the authorisation and its template; implements the port {@code
 * enrolment.IssuingAuthority}. Looks at {@code enrolment}, {@code pki} and {@code platform}.
 */
package org.scepter.issuing;
