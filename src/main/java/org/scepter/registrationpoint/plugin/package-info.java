/** What the policy module says of itself, be the registration point here or on another server. */
package org.scepter.registrationpoint.plugin;
