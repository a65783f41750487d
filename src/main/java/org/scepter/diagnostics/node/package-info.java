/** All that can be looked at with a node's home and settings, without its application. */
package org.scepter.diagnostics.node;
