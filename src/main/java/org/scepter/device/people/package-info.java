/** Who calls the API: people of the server's realm, and programs with an API token. */
package org.scepter.device.people;
