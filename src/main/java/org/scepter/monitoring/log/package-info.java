/**
 * The log files in the home that administrators of NDES know: the W3C extended access log and the
 * CMTrace files of the policy module and the registration point. No challenge, token, password or
 * message ever reaches one.
 */
package org.scepter.monitoring.log;
