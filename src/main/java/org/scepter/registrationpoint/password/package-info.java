/**
 * NDES without a policy module: one-time passwords and the page that gives them out, the single
 * password, and what an endpoint with the authority {@code password} may issue. What a password
 * became once a key has brought it is a challenge like any other; {@code authority} binds it.
 */
package org.scepter.registrationpoint.password;
