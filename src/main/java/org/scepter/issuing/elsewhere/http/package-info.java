/** How the other CA is called: HTTP/1.1 with an end, a bound, and no second try of its own. */
package org.scepter.issuing.elsewhere.http;
