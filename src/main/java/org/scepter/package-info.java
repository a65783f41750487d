/**
 * Scepter: enrols devices over SCEP and issues only what the registration point has authorised.
 *
 * <p>The children of this package are the parts of the system: {@code scep} is NDES, {@code
 * enrolment} its use case with the ports to the policy module and the CA, {@code registrationpoint}
 * the certificate registration point, {@code profile} and {@code device} the site, {@code issuing}
 * the CA.
 */
package org.scepter;
