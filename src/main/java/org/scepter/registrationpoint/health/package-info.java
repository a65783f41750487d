/** The registration point's health, found as its callers find it: through its own listener. */
package org.scepter.registrationpoint.health;
