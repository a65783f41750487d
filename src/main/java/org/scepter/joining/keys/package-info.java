/** How the RA's key sets reach the servers that need them: sealed to a node's certificate. */
package org.scepter.joining.keys;
