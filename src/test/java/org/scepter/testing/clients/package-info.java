/**
 * SCEP clients that others wrote, each driven as its users drive it, so that one test asks the same
 * of all of them.
 */
package org.scepter.testing.clients;
