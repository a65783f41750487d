/**
 * The policy module of a server that is no registration point: asks those inside over mutual TLS,
 * believes only what a pinned registration point signed, and keeps nothing.
 */
package org.scepter.registrationpoint.remote;
