/** The server that a home belongs to, as a command on the same machine reaches it. */
package org.scepter.command.local;
