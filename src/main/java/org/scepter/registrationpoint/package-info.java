/**
 * The certificate registration point (CRP): hands out challenges, answers "is this request
 * authorised?" for the policy module, remembers enrolments and learns what was issued. The only
 * component that constructs an {@link org.scepter.enrolment.Authorisation}. Looks at {@code
 * enrolment}, {@code pki}, {@code platform} and, to verify renewals itself, {@code scep.protocol}.
 */
package org.scepter.registrationpoint;
