/**
 * Templates: what they say, where they are kept, how administrators change them, and what they make
 * the CA refuse. Looks at {@code enrolment}, {@code pki} and {@code platform}.
 */
package org.scepter.issuing.template;
