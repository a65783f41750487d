/**
 * The registration point's tables; nothing of JPA leaves this package. A transaction that changes
 * several rows of one enrolment takes them in one order, or two requests of one device would wait
 * for each other: challenge, transactionIDs, waiting request, kept message, enrolment.
 */
package org.scepter.registrationpoint.store;
