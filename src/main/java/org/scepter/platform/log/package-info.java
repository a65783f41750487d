/** The grammar of the log files in the home, and how foreign text is made harmless in them. */
package org.scepter.platform.log;
