/** Calls between servers: whom to trust, whom to ask and what to do when nobody answers. */
package org.scepter.platform.peer;
