/**
 * NDES's face: the paths that devices call, SCEP endpoints with their settings, the RA's keys, the
 * information page, and the table that turns a refusal into a failInfo, a text and an HRESULT.
 * Keeps no state and decides nothing: it reads a message with {@code scep.protocol}, hands the
 * request to {@code enrolment} and seals the answer. Looks at those two, {@code pki} and {@code
 * platform}; only wiring, diagnostics, monitoring and console look at it.
 */
package org.scepter.scep;
