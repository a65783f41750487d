/** Proxies that others wrote, run from the examples that operators get. */
package org.scepter.testing.proxies;
