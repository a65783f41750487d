/**
 * Which certificates are revoked, and what the CA tells the registration point of those that it
 * issued. Looks at {@code enrolment}, {@code pki} and {@code platform}.
 */
package org.scepter.issuing.revocation;
