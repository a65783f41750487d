/**
 * What happens to every request before anything else: it is told from where it came, whatever
 * proxies stand in front, and whether it is too long. Looks at {@code platform} alone.
 */
package org.scepter.platform.arrival;
