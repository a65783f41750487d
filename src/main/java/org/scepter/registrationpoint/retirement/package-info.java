/** What becomes of the certificates of devices that are managed no longer. */
package org.scepter.registrationpoint.retirement;
