/** What JMX shows of the node, under {@code org.scepter}: MXBeans, whose interfaces are public. */
package org.scepter.monitoring.jmx;
