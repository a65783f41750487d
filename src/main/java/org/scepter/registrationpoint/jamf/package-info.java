/**
 * Jamf Pro asks for a challenge each time it installs a profile with a SCEP payload (its webhook
 * event {@code SCEPChallenge}), and so do programs that speak as it does. What it gets is a
 * one-time password of an endpoint with the authority {@code password}, as from mscep_admin.
 */
package org.scepter.registrationpoint.jamf;
