/**
 * The registration authority's use case and the hub of the system: choose the template, ask the
 * policy module, ask the CA, notify. Stateless; owns the ports {@link
 * org.scepter.enrolment.PolicyModule} and {@link org.scepter.enrolment.IssuingAuthority}. Looks at
 * {@code pki} alone.
 */
package org.scepter.enrolment;
