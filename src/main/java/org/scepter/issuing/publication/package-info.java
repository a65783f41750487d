/**
 * What the CA publishes for anyone: its certificates and CRLs, at the addresses that AIA and CDP of
 * every certificate name.
 */
package org.scepter.issuing.publication;
