/** A CA behind this one that speaks EST (RFC 7030). */
package org.scepter.issuing.elsewhere.est;
