/**
 * Microsoft Intune as the authority of endpoints: its API for partner CAs (SCEP challenge
 * validation), reimplemented from Microsoft's published library, and the revocations that it asks
 * for. What is said and understood is pure; {@code IntuneApi} alone calls.
 */
package org.scepter.registrationpoint.intune;
