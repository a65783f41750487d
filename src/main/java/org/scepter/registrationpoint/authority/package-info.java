/**
 * How the registration point decides: one authority for each kind of proof, and the rules by which
 * a request is compared with what was expected. The rules are pure.
 */
package org.scepter.registrationpoint.authority;
