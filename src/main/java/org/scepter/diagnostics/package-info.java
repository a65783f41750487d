/**
 * What Microsoft's list of troubles makes people look at one after the other, looked at by the
 * server itself: findings, a line each, with the cure. This package and those for the outside, the
 * files and the node run on a plain JVM and look at {@code pki} and {@code platform} alone, so that
 * the command can look as well; {@code server} looks at all components. Seen by the wiring and the
 * command.
 */
package org.scepter.diagnostics;
