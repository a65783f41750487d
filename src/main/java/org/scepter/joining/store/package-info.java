/** The tables of expected nodes and of the RA's key sets that are sealed to nodes. */
package org.scepter.joining.store;
