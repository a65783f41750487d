package org.scepter.command;

import java.time.temporal.TemporalAmount;
import org.scepter.issuing.succession.KeyType;

/**
 * A key to be made and how long its certificate lives.
 *
 * @param commonName CN of the subject; where one order makes two certificates, its beginning
 */
record KeyOrder(String commonName, KeyType keyType, TemporalAmount lifetime) {}
