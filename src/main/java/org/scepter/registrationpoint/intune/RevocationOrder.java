package org.scepter.registrationpoint.intune;

/**
 * A certificate that Intune wants revoked.
 *
 * @param context Intune's own name of the order, which its answer brings back
 * @param serial as it was told to Intune, in hex digits
 */
record RevocationOrder(String context, String serial) {}
