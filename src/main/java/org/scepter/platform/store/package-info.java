/** The table of the leases under which one node alone runs a job. */
package org.scepter.platform.store;
