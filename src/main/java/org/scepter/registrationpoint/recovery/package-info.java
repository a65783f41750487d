/**
 * Finds out what became of enrolments whose end nobody told: a server was killed between CA and
 * registration point, or the network was.
 */
package org.scepter.registrationpoint.recovery;
