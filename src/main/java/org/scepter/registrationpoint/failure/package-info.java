/**
 * Counts what is refused, for each challenge and for each address from which it came, never for
 * what a request claims to be: that would let anybody lock out whom they name.
 */
package org.scepter.registrationpoint.failure;
