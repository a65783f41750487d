/**
 * What is in a backup of the database, how it is taken from a running server and put into an empty
 * database, and what follows from having been put back (ADR 0088). Knows every table by the
 * database's own catalogue; seen by wiring, diagnostics and the command.
 */
package org.scepter.backup;
