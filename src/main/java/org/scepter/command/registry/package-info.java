/** Reads what an NDES server exported of its registry and says it in Scepter's settings. */
package org.scepter.command.registry;
