/** The registration point's tables; nothing of JPA leaves this package. */
package org.scepter.registrationpoint.store;
