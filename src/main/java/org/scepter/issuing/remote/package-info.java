/**
 * The CA as an NDES node on another server sees it: asks it by EST, compares what comes with what
 * was authorised, and remembers on disk what GetCACert tells devices.
 */
package org.scepter.issuing.remote;
