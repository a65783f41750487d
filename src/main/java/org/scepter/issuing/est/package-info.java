/**
 * The CA's face to registered nodes on other servers: EST (RFC 7030) for certificates, and beside
 * it what a SCEP RA needs and EST does not know.
 */
package org.scepter.issuing.est;
