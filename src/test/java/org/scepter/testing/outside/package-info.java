/**
 * Stand-ins for the authorities outside that the registration point asks, faithful to what their
 * makers publish: each checks what it is sent, keeps it, and makes trouble when a test asks for it.
 */
package org.scepter.testing.outside;
