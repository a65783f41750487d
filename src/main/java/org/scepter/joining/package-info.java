/**
 * How a server in front comes to be a node: inside, an operator says that it is expected; the node
 * makes its keys, shows the join token once, and gets its certificates and the RA's key sets,
 * sealed to it. Looks at {@code issuing}, {@code registrationpoint}, {@code pki} and {@code
 * platform}.
 */
package org.scepter.joining;
