/** The RA's key sets as they lie in a home, for whoever makes, hands on or uses them. */
package org.scepter.platform.ra;
