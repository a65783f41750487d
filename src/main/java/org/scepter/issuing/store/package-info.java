/** The CA's tables. */
package org.scepter.issuing.store;
