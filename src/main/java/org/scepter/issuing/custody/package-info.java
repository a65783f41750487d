/**
 * Takes keys out of the home's files: the root's to where it is kept offline, those that sign into
 * a token. Used by the command alone.
 */
package org.scepter.issuing.custody;
