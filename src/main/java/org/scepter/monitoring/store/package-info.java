/** The tables of the audit trail. */
package org.scepter.monitoring.store;
