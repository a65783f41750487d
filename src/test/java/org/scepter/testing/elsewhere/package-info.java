/**
 * Certification authorities that are not Scepter's, for tests of what passes requests on to them.
 */
package org.scepter.testing.elsewhere;
