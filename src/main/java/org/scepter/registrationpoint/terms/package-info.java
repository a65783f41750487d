/**
 * What an endpoint issues where a request brings its own names: by password, or because somebody
 * outside has checked it. Names stay within the endpoint's patterns; all else comes from the
 * template that the key usage selects.
 */
package org.scepter.registrationpoint.terms;
