/**
 * Puts the parts together: JAX-RS applications, the binding of ports to what implements them, and
 * the start. Looks at everything, seen by nothing.
 */
package org.scepter.wiring;
