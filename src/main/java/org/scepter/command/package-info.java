/**
 * The command {@code scepter}: prepares a home before the server's first start. Runs on a plain JVM
 * with Bouncy Castle, no server and no configuration API. Looks at {@code issuing} for making
 * certificates, at what {@code diagnostics} sees without a server, {@code pki} and {@code
 * platform}; seen by none.
 */
package org.scepter.command;
