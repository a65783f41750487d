/**
 * Lets people see what the node does: the audit trail and its retention, health and metrics,
 * MXBeans and the block that the log shows when the node is ready. Learns what happened from the
 * records that components fire as events. Looks at all components; seen by none but the wiring.
 */
package org.scepter.monitoring;
