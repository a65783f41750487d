/** The tables of profiles. */
package org.scepter.profile.store;
