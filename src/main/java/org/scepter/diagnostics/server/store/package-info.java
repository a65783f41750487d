/** What the checks ask the database itself. */
package org.scepter.diagnostics.server.store;
