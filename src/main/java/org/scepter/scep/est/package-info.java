/**
 * EST for devices (RFC 7030, RFC 8951), where an endpoint's settings switch it on: another way to
 * bring a PKCS#10 and its challenge to where SCEP brings them. Decides no more than SCEP's face
 * does, which it looks at; looks at {@code enrolment}, {@code pki} and {@code platform} as well.
 */
package org.scepter.scep.est;
