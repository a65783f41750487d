/** What can be seen in a home's files and a node's settings. */
package org.scepter.diagnostics.files;
