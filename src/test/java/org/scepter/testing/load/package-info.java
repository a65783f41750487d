/** Many devices at once, and who watches what a server publishes meanwhile. */
package org.scepter.testing.load;
