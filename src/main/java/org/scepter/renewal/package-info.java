/**
 * Keeps Scepter's own certificates in date: says when each ends and what the listeners really
 * serve. Looks at the CA and the platform; nobody but monitoring looks at it.
 */
package org.scepter.renewal;
