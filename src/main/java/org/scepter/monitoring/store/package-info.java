/** The tables of the audit trail and of the leases under which one node alone runs a job. */
package org.scepter.monitoring.store;
