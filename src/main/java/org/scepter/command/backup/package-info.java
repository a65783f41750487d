/**
 * {@code scepter backup} and {@code scepter restore}: one encrypted file with a home and its
 * database (ADR 0088).
 */
package org.scepter.command.backup;
