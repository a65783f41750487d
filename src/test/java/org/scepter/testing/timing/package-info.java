/** Tells whether answers give something away by their time. Knows nothing of what is timed. */
package org.scepter.testing.timing;
