package org.scepter.registrationpoint.intune;

/** What became of an order. */
record RevocationResult(String context, RevocationFault fault) {}
