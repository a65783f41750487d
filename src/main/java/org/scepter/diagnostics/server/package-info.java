/** All that a running server can look at, and the API that lets people order it. */
package org.scepter.diagnostics.server;
