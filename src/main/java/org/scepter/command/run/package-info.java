/**
 * Runs one WildFly with Scepter in the foreground, for whoever tries Scepter or works on it: checks
 * what can be checked beforehand, starts the server, says when it is ready and stops it with the
 * terminal's Ctrl-C. Plain Java outside the server; looks at {@code platform} for the home and at
 * {@code pki}; seen by none.
 */
package org.scepter.command.run;
