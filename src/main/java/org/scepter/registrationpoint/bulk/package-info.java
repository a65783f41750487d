/**
 * Acts on many challenges by one order: in batches, on one node at a time, going on where a killed
 * one stopped.
 */
package org.scepter.registrationpoint.bulk;
