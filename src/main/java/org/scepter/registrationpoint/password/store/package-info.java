/** The tables of one-time passwords. */
package org.scepter.registrationpoint.password.store;
