/**
 * Authorities that are not ours: how one is asked whether a request is authorised, how it hears
 * what came of it, and how a server outside is called at all. Nothing here decides by itself, and
 * no call outside is made within a transaction of the database.
 */
package org.scepter.registrationpoint.outside;
