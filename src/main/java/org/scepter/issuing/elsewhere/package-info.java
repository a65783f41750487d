/**
 * Another CA behind the role {@code ca}: what was authorised is passed on to it, by EST, CMP or AD
 * CS's web services, and what comes back is compared with the authorisation. The credentials for it
 * stay inside. Each enrolment is on record before anything is sent, so that none is sent twice
 * unless the other side can say what became of the first.
 */
package org.scepter.issuing.elsewhere;
