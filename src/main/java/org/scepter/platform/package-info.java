/**
 * What every component stands on: the home with its keys, settings, clock, crypto provider, access
 * declarations, problem documents, the schema's migrations and the records by which components say
 * what happened. Looks at {@code pki} alone; seen by all but the pure core.
 */
package org.scepter.platform;
