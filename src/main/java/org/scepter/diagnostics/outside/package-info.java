/** What can be seen of a server from outside: by its name, over TLS, as devices see it. */
package org.scepter.diagnostics.outside;
